import { Document, isCollection, visit } from 'yaml';

/** Longer lists and mappings have a line for each item. */
const SHORT = 80;

/** Returns an object as YAML as a person would write it: short lists and mappings on one line. */
export function stringifyYaml(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_, node) {
      if (node === document.contents) return;
      node.flow = isCollection(node) && JSON.stringify(node.toJSON()).length <= SHORT;
    },
  });
  return document.toString({ lineWidth: 100, flowCollectionPadding: false });
}
