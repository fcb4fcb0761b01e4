import { asError } from '../errors/as-error.js';

/** What `load` promises; a promise that is rejected, where it throws at once instead. */
export function promised<T>(load: () => Promise<T>): Promise<T> {
  try {
    return load();
  } catch (error) {
    return Promise.reject(asError(error));
  }
}
