import { GraphError } from '../../src/errors/GraphError.js';

/** An error at its field, for what an API gave and nobody can read. @param what goes on from "gave an ..." */
export function unreadableHere(what: string): GraphError {
  return new GraphError('UPSTREAM_BAD_RESPONSE', `The API gave an ${what} here, which can't be shown.`);
}
