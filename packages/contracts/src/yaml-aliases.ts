import type { Alias, Document, Node } from 'yaml';
import { isAlias, visit } from 'yaml';

/**
 * What each node stands for: of an alias the node with its anchor, `undefined` where there is none, else the node itself.
 * All are found in one walk, where `Alias.resolve` takes one for each.
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
