import type { UpstreamReport } from '../../http/told-work.js';
import { isObject } from '../is-object.js';

/** Asks the server for a report of its calls to REST APIs. */
export const ASK_FOR_REPORT = { 'x-include-upstream': '1' };

interface Extended {
  extensions?: Record<string, unknown> | undefined;
}

/**
 * Takes the report of upstream calls out of an answer: the panel shows it, and what is left is what any client gets.
 * Undefined where there is none, as in production.
 */
export function takeReport(answer: Extended): UpstreamReport | undefined {
  const { upstream, ...others } = answer.extensions ?? {};
  if (!isReport(upstream)) return undefined;
  if (Object.keys(others).length > 0) answer.extensions = others;
  else delete answer.extensions;
  return upstream;
}

/** The page is built with its server, so what has these lists has the rest. */
function isReport(value: unknown): value is UpstreamReport {
  return isObject(value) && Array.isArray(value['calls']) && Array.isArray(value['caches']);
}
