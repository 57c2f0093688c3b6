import type { Alias, Document, Node } from 'yaml';
import { isAlias, visit } from 'yaml';

/**
 * What each node stands for: for an alias, the node with its anchor or `undefined` if there is none; otherwise the node
 * itself. One walk finds all of them, whereas `Alias.resolve` takes one walk for each.
 */
export function followAliases(document: Document): (node: unknown) => unknown {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return (node) => (isAlias(node) ? targets.get(node) : node);
}
