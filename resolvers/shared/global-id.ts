import { BadInputError } from '../../src/errors/BadInputError.js';

/** An opaque global id of a type and its natural key. It holds no tenant, so it means the same to every caller. */
export function encodeGlobalId(type: string, ...key: readonly string[]): string {
  return Buffer.from(JSON.stringify([type, ...key])).toString('base64url');
}

/**
 * The natural key in a global id.
 * @param check checks the parts of the key; whatever it throws is reported as a bad id
 * @throws BadInputError naming `id` when it is not one of ours, is of another type, or holds a key that breaks the
 * rules
 */
export function decodeGlobalId<K>(
  type: string,
  parts: number,
  id: unknown,
  check: (key: readonly string[]) => K,
): K {
  const [head, ...key] = parse(id) ?? [];
  if (head === type && key.length === parts) {
    try {
      return check(key);
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
    }
  }
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

/** The type that a global id names; undefined when it is not one of ours. For types with several forms of id. */
export function globalIdType(id: unknown): string | undefined {
  return parse(id)?.[0];
}
