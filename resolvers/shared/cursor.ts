import { hash } from 'node:crypto';
import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';

const VERSION = 1;

/**
 * The cursors of one list. They are opaque, versioned, and bound to the list and its filter, so that a cursor of
 * another list is refused instead of leading to the wrong place.
 */
export interface CursorCodec {
  encode(place: string): string;
  /**
   * @param argument what the cursor was given as
   * @throws BadInputError naming the argument, for a damaged cursor or one of another list
   */
  decode(cursor: string, argument?: 'after' | 'before'): string;
}

/** The part of a context that cursors are bound to: whoever asks for another tenant must not get anywhere with them. */
export type CursorRealm = Pick<Context, 'cursorRealm'>;

/**
 * The codec for the cursors of a list.
 * @param realm within which cursors mean something: those of another one are none
 * @param list what identifies the list: the field, its parent and everything that filters it
 */
export function createCursorCodec(
  realm: CursorRealm,
  ...list: readonly (string | null | undefined)[]
): CursorCodec {
  const { cursorRealm } = realm;
  let made: string | undefined;
  const headOfAll = (): string =>
    (made ??= `${String(VERSION)}.${digest(JSON.stringify(list)).slice(0, 8)}.`);
  return {
    encode: (place) => {
      const head = headOfAll();
      return Buffer.from(`${head}${seal(cursorRealm + head + place)}.${place}`).toString('base64url');
    },
    decode: (cursor, argument = 'after') => {
      const head = headOfAll();
      const text = /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString() : '';
      const [, mark, place = ''] =
        /^([\w-]{6})\.(.*)$/s.exec(text.startsWith(head) ? text.slice(head.length) : '') ?? [];
      if (mark !== undefined && mark === seal(cursorRealm + head + place)) return place;
      const from = argument === 'after' ? 'endCursor' : 'startCursor';
      throw new BadInputError(
        [argument],
        !text.startsWith(head) && /^1\.[\w-]{8}\./.test(text)
          ? `${argument} is the cursor of another list, or of this one with another filter.`
          : `${argument} is not a cursor. Take it from \`${from}\` or from an edge of the same list.`,
      );
    },
  };
}

/** A checksum, because a mistyped cursor would silently lead to another place. */
function seal(text: string): string {
  return digest(text).slice(0, 6);
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

const MAX_FIRST = 1_000;

/**
 * Checks the size of a page before it costs a call.
 * @param max the largest page of the list
 * @throws BadInputError naming `first` and the rule
 */
export function checkFirst(first: number, max: number = MAX_FIRST): void {
  if (first >= 1 && first <= max) return;
  throw new BadInputError(['first'], `first must be from 1 to ${String(max)}, not ${String(first)}.`);
}
