import { fields, isObject } from '../json.js';
import { RefusedRequest } from './http-errors.js';

type Body = Readonly<Record<string, unknown>>;

/** A body that names its document by `documentId` (`sha256:…`, or the digits alone), as persisted queries name it. */
export function withPersistedQuery(body: Body): Body {
  const { documentId, extensions } = body;
  if (typeof documentId !== 'string') return body;
  return { ...body, extensions: { ...fields(extensions), persistedQuery: persistedQueryOf(documentId) } };
}

/** True for a body whose `documentId` and `extensions.persistedQuery` do not name the same document. */
export function namesTwoDocuments({ documentId, extensions }: Body): boolean {
  if (typeof documentId !== 'string') return false;
  const { persistedQuery } = fields(extensions);
  if (persistedQuery == null) return false;
  const { sha256Hash: other } = fields(persistedQuery);
  return typeof other !== 'string' || hashIn(documentId) !== hashIn(other);
}

/** The same for the search of a GET. @throws RefusedRequest where it names two documents */
export function searchWithPersistedQuery(search: string): string {
  if (!search.includes('documentId')) return search;
  const params = new URLSearchParams(search);
  const [documentId, another] = params.getAll('documentId');
  if (documentId === undefined) return search;
  if (another !== undefined) throw twoDocuments();
  const extensions = jsonIn(params.get('extensions'));
  // What is wrong with them, Apollo Server words.
  if (!isObject(extensions)) return search;
  if (namesTwoDocuments({ documentId, extensions })) throw twoDocuments();
  params.delete('documentId');
  params.set('extensions', JSON.stringify(withPersistedQuery({ documentId, extensions })['extensions']));
  return `?${params.toString()}`;
}

/** Neither of two may win in silence. */
export function twoDocuments(): RefusedRequest {
  return new RefusedRequest(
    400,
    'The request names two documents: by `documentId`, and by another one or by `extensions.persistedQuery`.',
  );
}

function persistedQueryOf(documentId: string): object {
  return { version: 1, sha256Hash: hashIn(documentId) };
}

function hashIn(documentId: string): string {
  return documentId.replace(/^sha256:/, '').toLowerCase();
}

function jsonIn(text: string | null): unknown {
  if (text === null) return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
