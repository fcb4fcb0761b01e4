import { fields } from '../../../json.js';
import { text } from '../../json-readers.js';
import { isSameId } from '../../same-id.js';

/**
 * Whether an answer is about what was changed, as far as it tells.
 * @param asked ids by the names of the members in which answers hold them; an undefined one was not asked for
 */
export function about(asked: Readonly<Record<string, string | undefined>>) {
  return (_value: unknown, json: unknown): boolean =>
    Object.entries(asked).every(([name, id]) => id === undefined || isSameId(id, text(fields(json)[name])));
}
