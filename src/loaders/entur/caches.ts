import { ScopedCaches } from '../../cache/ScopedCaches.js';

/** One cache per kind of answer, as one tenant with one set of keys sees it. */
export type EnturCaches = Readonly<Record<never, never>>;

/** The caches of all answers of Entur, for the whole process. */
export function createEnturCaches(): ScopedCaches<EnturCaches> {
  return new ScopedCaches<EnturCaches>(() => ({}));
}
