import { isInputObjectType, type GraphQLSchema } from 'graphql';

/**
 * Marks the fields of inputs that take a file in base64: the limits let them be as long
 * as the body of a request.
 * @param fields such as `UploadImageInput.image`
 */
export function markFileFields(schema: GraphQLSchema, fields: readonly string[]): void {
  for (const field of fields) {
    const [typeName = '', name = ''] = field.split('.');
    const type = schema.getType(typeName);
    const found = isInputObjectType(type) ? type.getFields()[name] : undefined;
    if (found === undefined) throw new TypeError(`no such input field: ${field}`);
    found.extensions = { ...found.extensions, isFile: true };
  }
}
