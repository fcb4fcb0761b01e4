import { BadInputError } from '../../src/errors/BadInputError.js';

/** An opaque global id: the type and its natural key. Holds no tenant, so it means the same to every caller. */
export function encodeId(type: string, ...key: readonly string[]): string {
  return Buffer.from(JSON.stringify([type, ...key])).toString('base64url');
}

/**
 * The natural key in a global id.
 * @throws BadInputError when it is none of ours, or of another type
 */
export function decodeId(type: string, parts: number, id: unknown): readonly string[] {
  const values = parse(id);
  const [head, ...key] = values ?? [];
  if (head === type && key.length === parts) return key;
  throw new BadInputError(['id'], `id is not the id of a ${type}. Take it from the \`id\` field of one.`);
}

function parse(id: unknown): readonly string[] | null {
  if (typeof id !== 'string') return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : null;
  } catch {
    return null;
  }
}
