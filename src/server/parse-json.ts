import { isObject } from '../json.js';
import { RefusedRequest } from './http-errors.js';

/** What names that could reach a prototype are written with. */
const SUSPICIOUS = /__proto__|constructor|\\u/;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Parses a body of JSON, and refuses names that could reach a prototype where an object is copied.
 * @throws RefusedRequest
 */
export function parseJson(text: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (json === '')
    throw new RefusedRequest(400, "Body cannot be empty when content-type is set to 'application/json'");
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new RefusedRequest(400, "Body is not valid JSON but content-type is set to 'application/json'");
  }
  const name = SUSPICIOUS.test(json) ? nameOfPrototype(parsed) : undefined;
  if (name !== undefined)
    throw new RefusedRequest(400, `A field of the body is named ${name}, which is never taken.`);
  return parsed;
}

/** Looks through all of it, however deep: one after the other, as nesting may need more stack than there is. */
function nameOfPrototype(parsed: unknown): string | undefined {
  const rest: unknown[] = [parsed];
  while (rest.length > 0) {
    const value = rest.pop();
    if (Array.isArray(value)) for (const item of value) rest.push(item);
    if (!isObject(value)) continue;
    if (Object.hasOwn(value, '__proto__')) return '__proto__';
    const { constructor } = value;
    if (isObject(constructor) && Object.hasOwn(constructor, 'prototype')) return 'constructor.prototype';
    for (const inner of Object.values(value)) rest.push(inner);
  }
  return undefined;
}
