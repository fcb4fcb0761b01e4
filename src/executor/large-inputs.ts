import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isSpecifiedScalarType,
  type GraphQLInputType,
  type GraphQLLeafType,
} from 'graphql';

/** More than a message shows of a value, in characters. */
const MAX_CHARACTERS = 1_000;
/** More than graphql-js prints of a list, and deeper than it prints. */
const MAX_ITEMS = 11;
const MAX_DEPTH = 3;

/** A value that its type must not see whole. */
export interface LargeLeaf {
  readonly path: readonly (string | number)[];
  readonly type: GraphQLLeafType;
  /** Enough of it for every word that is shown of it. */
  readonly beginning: unknown;
}

/**
 * Finds large values where a leaf belongs that can't be one: an object, a list, or a text that is no value of an enum. To
 * say that they are wrong, types print all of it, or compare all of it with what they know.
 */
export function findLargeLeaves(
  value: unknown,
  type: GraphQLInputType,
  found: (leaf: LargeLeaf) => void,
  path: readonly (string | number)[] = [],
): void {
  if (!isComposite(value)) return;
  const inner = getNullableType(type);
  if (isLeafType(inner)) {
    if (takesAll(inner, value)) return;
    const room = new Room();
    const beginning = room.beginningOf(value, 0);
    if (!room.isWhole) found({ path, type: inner, beginning });
  } else if (isListType(inner)) {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        if (isComposite(item)) findLargeLeaves(item, inner.ofType, found, [...path, index]);
    } else findLargeLeaves(value, inner.ofType, found, path);
  } else if (isInputObjectType(inner) && typeof value === 'object') {
    for (const { name, type: ofField } of Object.values(inner.getFields())) {
      const part: unknown = Reflect.get(value, name);
      if (isComposite(part)) findLargeLeaves(part, ofField, found, [...path, name]);
    }
  }
}

function isComposite(value: unknown): value is object | string {
  return typeof value === 'string'
    ? value.length > MAX_CHARACTERS
    : typeof value === 'object' && value !== null;
}

/** Whether a type takes such values whatever is in them. Of texts that is known of GraphQL's own types alone. */
function takesAll(type: GraphQLLeafType, value: object | string): boolean {
  if (typeof value === 'string' && !isEnumType(type) && !isSpecifiedScalarType(type)) return true;
  try {
    type.parseValue(typeof value === 'string' ? '' : Array.isArray(value) ? [] : {});
    return true;
  } catch {
    return false;
  }
}

/** What is left to take of a value. */
class Room {
  #left = MAX_CHARACTERS;
  isWhole = true;

  beginningOf(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value !== 'object' || value === null) {
      this.#left -= 1;
      return value;
    }
    // Not even its names are looked at: an object lists all of them before it tells the first.
    if (this.#left <= 0) this.isWhole = false;
    if (this.#left <= 0 || depth > MAX_DEPTH) return Array.isArray(value) ? ['…'] : { '…': true };
    return Array.isArray(value) ? this.#list(value, depth) : this.#object(value, depth);
  }

  #list(items: readonly unknown[], depth: number): unknown[] {
    const beginning = items.slice(0, MAX_ITEMS).map((item) => this.beginningOf(item, depth + 1));
    // How many there are is told.
    beginning.length = items.length;
    return beginning;
  }

  #object(object: object, depth: number): object {
    const beginning: Record<string, unknown> = {};
    for (const name in object) {
      if (this.#left <= 0) {
        this.isWhole = false;
        break;
      }
      beginning[this.#text(name)] = this.beginningOf(Reflect.get(object, name), depth + 1);
    }
    return beginning;
  }

  #text(text: string): string {
    const left = Math.max(0, this.#left);
    this.#left -= text.length + 1;
    if (text.length <= left) return text;
    this.isWhole = false;
    return text.slice(0, left);
  }
}
