import type { Reference } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

type ListOfPages = ReturnType<typeof relayStylePagination>;

/**
 * `relayStylePagination`, but for two things. A list that could not be read stays what it was: null is no empty list. And
 * the newest page, read anew, goes on where it meets the list that is there: older pages that were read are kept.
 */
export function listOfPages(keyArgs: ListOfPages['keyArgs'] = false): ListOfPages {
  const pages = relayStylePagination(keyArgs);
  const { merge } = pages;
  if (typeof merge !== 'function') return pages;
  return {
    ...pages,
    merge: (existing, incoming, options) => {
      if (incoming === null) return existing ?? null;
      const { args, readField } = options;
      const [oldest] = incoming.edges ?? [];
      if (existing == null || oldest === undefined || args?.['last'] === undefined || args['before'] != null)
        return merge(existing, incoming, options);
      const idOf = (edge: typeof oldest) => readField('id', readField<Reference>('node', edge));
      const met = existing.edges.findIndex((edge) => idOf(edge) === idOf(oldest));
      const after = existing.edges[met - 1]?.cursor;
      return merge(
        existing,
        incoming,
        after === undefined ? options : { ...options, args: { ...args, after } },
      );
    },
  };
}
