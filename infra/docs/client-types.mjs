import openapiTypescript, { astToString } from 'openapi-typescript';

const HEAD = `// Written by "npm run docs" from the API's OpenAPI document.
// Do not edit.

`;

/** Writes the types of the client's operations, from the OpenAPI document. */
export async function describeClientTypes(document) {
  const types = await openapiTypescript(document, {
    immutable: true,
    exportType: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return { 'packages/client/src/generated/openapi.ts': `${HEAD}${astToString(types)}` };
}
