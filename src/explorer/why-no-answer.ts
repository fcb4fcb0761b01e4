import { NetworkError } from 'graphql-sse';

/** What came is no answer of a graph. */
export class NoAnswer extends Error {
  constructor({ status, statusText }: { readonly status: number; readonly statusText: string }) {
    super(
      `What came is no answer of a graph, but ${[status, statusText].join(' ').trim()}. ` +
        'The server may have failed, or something in front of it may have answered.',
    );
  }
}

/** Says to who looks at the page why no answer came. */
export function whyNoAnswer(error: unknown, address: string): string {
  if (error instanceof NoAnswer) return error.message;
  if (isRefused(error)) return new NoAnswer(error.response).message;
  const said = error instanceof Error ? error.message : String(error);
  return `No answer came from ${address}. Does the server run, and can it be reached? The browser says: ${said}.`;
}

/** A stream that did not begin. */
function isRefused(error: unknown): error is NetworkError<Response> & { readonly response: Response } {
  return error instanceof NetworkError && error.response instanceof Response;
}
