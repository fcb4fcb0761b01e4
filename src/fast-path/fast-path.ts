import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { InFlight } from '../cache/in-flight.js';
import { isObject } from '../json.js';
import type { RunningContext } from '../context.js';
import type { formatError } from '../errors/format-error.js';
import { isTimeout, type ReadObserver } from '../http/deadline.js';
import type { AnsweredRequest } from '../plugins/request-log.js';
import type { Answer, AnswerStore } from './AnswerStore.js';
import type { CompiledOperation, DocumentStore } from './DocumentStore.js';
import { inOnePiece, lengthOf, type Bytes } from './JsonWriter.js';
import type { Variables } from './plan.js';

export interface FastPathParts {
  readonly documents: DocumentStore;
  readonly answers: AnswerStore;
  /** Equal queries in flight are answered once. */
  readonly join: boolean;
  readonly bodyLimitBytes: number;
  /** All of a caller that decides answers, as text. */
  readonly scopeOf: (request: IncomingMessage) => string;
  readonly createContext: (
    request: IncomingMessage,
    requestId: string,
    observer: ReadObserver | undefined,
  ) => RunningContext;
  readonly formatError: typeof formatError;
  /** Log what the long way logs too. */
  readonly logRequest: (request: AnsweredRequest) => void;
  readonly report: (errors: readonly GraphQLError[], requestId: string) => void;
}

/** One execution, and how many callers wait for it. */
interface Flight {
  /** Name of the operation. */
  readonly name: string | undefined;
  readonly answer: Promise<Answer>;
  /** How many invalidations there had been when it began. */
  readonly startedAt: number;
  /** Half of its time, on the clock of `performance.now()`. */
  readonly joinUntil: number;
  waiting: number;
  /** The last caller has gone: stop the work. */
  abandon(): void;
}

type LongWay = () => void;

interface Prepared {
  readonly compiled: CompiledOperation;
  readonly variables: Variables;
}

/** How the wait for an answer may end. */
interface Ways {
  readonly reply: (answer: Answer) => void;
  readonly longWay: LongWay;
  /** The caller went away. */
  readonly left: () => void;
}

/**
 * The short way from a request to its answer, for plain POSTs of queries. Kept answers go out as they are; equal queries
 * in flight are executed once; the rest runs compiled. Everything else takes the long way, with the body that was read.
 */
export class FastPath {
  readonly #flights = new InFlight<Flight>();
  readonly #bodies = new WeakMap<IncomingMessage, Buffer>();
  #open = true;

  constructor(private readonly parts: FastPathParts) {}

  /** From now on everything takes the long way, which knows how to refuse while stopping. */
  close(): void {
    this.#open = false;
  }

  /** Answers the request, or hands it to the long way. */
  handle(request: IncomingMessage, response: ServerResponse, longWay: LongWay): void {
    if (!this.#open || !isPlain(request, this.parts.bodyLimitBytes)) {
      longWay();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      this.#answer(request, response, body, () => {
        this.#bodies.set(request, body);
        longWay();
      });
    });
  }

  /** The body that was read before a request took the long way, to be read again. */
  replay(request: IncomingMessage): Readable | undefined {
    const body = this.#bodies.get(request);
    return body === undefined
      ? undefined
      : Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: Buffer, longWay: LongWay): void {
    const { answers, join, scopeOf } = this.parts;
    const startedAt = performance.now();
    const text = body.toString();
    const key = `${scopeOf(request)}\n${text}`;
    const requestId = requestIdOf(request);
    const log = (name: string | undefined, errors: number, left?: true): void => {
      this.parts.logRequest({ requestId, name, kind: 'query', startedAt, errors, ...(left && { left }) });
    };
    const reply = ({ bytes, name, errors }: Answer): void => {
      send(response, bytes, requestId);
      log(name, errors);
    };
    const kept = answers.get(key);
    if (kept !== undefined) {
      reply(kept);
      return;
    }
    let flight = join ? this.#flights.get(key) : undefined;
    // A change since it began may be missing from it: who asks after the change must see the change.
    // And who comes late would get what little time it has left.
    if (
      flight === undefined ||
      flight.startedAt !== answers.invalidations ||
      performance.now() > flight.joinUntil
    ) {
      const prepared = this.#prepare(text);
      if (prepared === undefined) {
        longWay();
        return;
      }
      flight = this.#start(key, prepared, request, requestId);
    }
    const { name } = flight;
    this.#wait(flight, response, {
      reply,
      longWay,
      left: () => {
        log(name, 0, true);
      },
    });
  }

  /** What to execute for a body; undefined when the long way must take it. Here, a fault would end the process. */
  #prepare(text: string): Prepared | undefined {
    try {
      const asked = readBody(text);
      const compiled = asked && this.parts.documents.get(asked);
      const variables = compiled?.accept(asked?.variables ?? {});
      return compiled && variables && { compiled, variables };
    } catch {
      return undefined;
    }
  }

  #start(
    key: string,
    { compiled: { name, operation }, variables }: Prepared,
    request: IncomingMessage,
    requestId: string,
  ): Flight {
    const { answers, join, createContext } = this.parts;
    const trace = answers.keeps ? answers.observe() : undefined;
    const startedAt = answers.invalidations;
    const context = createContext(request, requestId, trace);
    const forget = (): void => {
      if (join) this.#flights.delete(key, flight);
    };
    const isJoined = (): boolean => flight.waiting > 1;
    const answer = (async (): Promise<Answer> => {
      try {
        const { bytes, errors } = await operation.answer(context, variables, {
          wordErrors: (found) => this.#word(found, context.requestId),
          // Over before its time: everybody has left.
          isWanted: () => !context.deadline.isOver() || isTimeout(context.deadline),
        });
        const keepAs = errors === 0 ? trace : undefined;
        const goesOutAgain = keepAs !== undefined || isJoined();
        const done = { bytes: goesOutAgain ? inOnePiece(bytes) : bytes, name, errors };
        if (keepAs !== undefined) answers.keep(key, done, keepAs);
        return done;
      } catch (error) {
        // What was begun for this answer is of no use any more.
        context.cancel();
        throw error;
      } finally {
        context.end();
        forget();
      }
    })();
    const flight: Flight = {
      name,
      answer,
      startedAt,
      joinUntil: performance.now() + context.deadline.remainingMs() / 2,
      waiting: 0,
      abandon: () => {
        // Who comes now must not wait for what is being stopped.
        forget();
        context.cancel();
      },
    };
    if (join) this.#flights.set(key, flight);
    return flight;
  }

  /** The JSON of the errors as the caller gets to see them, once they are logged. */
  #word(errors: readonly GraphQLError[], requestId: string): string {
    this.parts.report(errors, requestId);
    return JSON.stringify(errors.map((error) => this.parts.formatError(toFormatted(error), error)));
  }

  #wait(flight: Flight, response: ServerResponse, { reply, longWay, left }: Ways): void {
    flight.waiting += 1;
    let waits = true;
    response.on('close', () => {
      if (!waits) return;
      waits = false;
      left();
      flight.waiting -= 1;
      if (flight.waiting === 0) flight.abandon();
    });
    flight.answer.then(
      (answer) => {
        const waited = waits;
        waits = false;
        if (waited) reply(answer);
      },
      () => {
        const waited = waits;
        waits = false;
        if (waited) longWay();
      },
    );
  }
}

/** A POST of JSON to the graph, for an answer in JSON, with nothing that asks for more. */
function isPlain({ method, url, headers }: IncomingMessage, limit: number): boolean {
  if (method !== 'POST' || url !== '/graphql') return false;
  const type = headers['content-type'];
  if (type !== 'application/json' && type !== 'application/json; charset=utf-8') return false;
  const accept = headers.accept;
  if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') return false;
  const length = Number(headers['content-length'] ?? Number.NaN);
  return (
    length <= limit &&
    headers['content-encoding'] === undefined &&
    headers['apollo-federation-include-trace'] === undefined
  );
}

function requestIdOf({ headers }: IncomingMessage): string {
  return knownRequestId(headers['x-request-id']) ?? randomUUID();
}

/** A request id from outside goes into logs and answers: plain and short, or it is not taken. */
export function knownRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : undefined;
}

/** A GraphQL request in its plainest form. */
export interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Variables>;
}

/** Also escaped: nobody writes plain letters as escapes. False alarms take the long way, and do no harm. */
const DANGEROUS = /__proto__|constructor|\\u00[4-7]/;

/** The request's fields when they are plain; `undefined` sends it the long way. */
function readBody(text: string): Asked | undefined {
  // Names that could reach a prototype are refused on the long way.
  if (DANGEROUS.test(text)) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || extensions !== undefined) return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && !isObject(variables)) return undefined;
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

function toFormatted({ message, locations, path, extensions }: GraphQLError): GraphQLFormattedError {
  return { message, ...(locations && { locations }), ...(path && { path }), extensions };
}

function send(response: ServerResponse, bytes: Bytes, requestId: string): void {
  if (response.destroyed) return;
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    'content-length': lengthOf(bytes),
  });
  if (typeof bytes === 'string') response.end(bytes, 'latin1');
  else {
    for (const piece of bytes.slice(0, -1)) response.write(piece);
    response.end(bytes.at(-1));
  }
}
