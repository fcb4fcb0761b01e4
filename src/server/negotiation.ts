import type { IncomingHttpHeaders } from 'node:http';
import Negotiator from 'negotiator';
import { HeaderReading } from './HeaderReading.js';

/** The media types of a GraphQL response: legacy JSON first, as who does not care gets that. */
const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

/** How a response may be compressed, the better way first. */
const CODINGS = ['br', 'gzip'] as const;

export type Coding = (typeof CODINGS)[number];

/** What a `content-type` says of a body, as far as it matters here. */
export type BodyType = 'json' | 'json in another charset' | 'other';

const mediaTypes = new HeaderReading((accept) => {
  const offered = MEDIA_TYPES.flatMap((type) => [type, `${type}; charset=utf-8`]);
  const chosen = new Negotiator({ headers: { accept: accept.toLowerCase() } }).mediaType(offered);
  return MEDIA_TYPES.find((type) => chosen !== undefined && chosen.split(';', 1)[0] === type);
});

const codings = new HeaderReading((accepted): Coding | undefined => {
  // Of two that are equally welcome, the one named first is chosen.
  const [brotli, others] = partition(accepted.split(','), (one) => /^\s*br\b/i.test(one));
  const negotiator = new Negotiator({ headers: { 'accept-encoding': [...brotli, ...others].join() } });
  const chosen = negotiator.encoding([...CODINGS, 'identity']);
  return CODINGS.find((coding) => coding === chosen);
});

const bodyTypes = new HeaderReading((type): BodyType => {
  if (!/^\s*application\/json\s*(?:;|$)/i.test(type)) return 'other';
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset) ? 'json' : 'json in another charset';
});

function partition(all: readonly string[], is: (one: string) => boolean) {
  return [all.filter(is), all.filter((one) => !is(one))] as const;
}

/** The media type that a response must have; undefined when its caller takes neither. */
export function mediaTypeFor({ accept }: IncomingHttpHeaders): MediaType | undefined {
  return accept === undefined || accept === '' ? MEDIA_TYPES[0] : mediaTypes.of(accept);
}

export const EVENT_STREAM = 'text/event-stream';

/** Whether the headers ask for server-sent events: by name, as others take anything. */
export function takesEventStream({ accept }: IncomingHttpHeaders): boolean {
  return accept !== undefined && streams.of(accept);
}

/** Whether they ask for events by Apollo's HTTP callback protocol, as routers do. */
export function takesCallbacks({ accept }: IncomingHttpHeaders): boolean {
  return accept !== undefined && callbacks.of(accept);
}

const streams = new HeaderReading((accept) =>
  new Negotiator({ headers: { accept: accept.toLowerCase() } }).mediaTypes().includes(EVENT_STREAM),
);

const callbacks = new HeaderReading((accept) =>
  accept.split(',').some((one) => {
    const [type = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return (
      type === MEDIA_TYPES[0] &&
      parameters.some((each) => /^callbackspec\s*=\s*"?1\.0"?$/.test(each)) &&
      !parameters.some((each) => /^q\s*=\s*0(?:\.0*)?$/.test(each))
    );
  }),
);

/** How a response may be compressed; undefined = not at all. */
export function codingFor({ 'accept-encoding': accepted }: IncomingHttpHeaders): Coding | undefined {
  return accepted === undefined || accepted === '' || Array.isArray(accepted)
    ? undefined
    : codings.of(accepted);
}

/** What the headers say of a body. */
export function bodyTypeOf({ 'content-type': type }: IncomingHttpHeaders): BodyType {
  return type === undefined ? 'other' : bodyTypes.of(type);
}

/** Whether a caller prefers a page to data: a browser does. */
export function wantsPage({ accept }: IncomingHttpHeaders): boolean {
  return accept !== undefined && pages.of(accept);
}

const pages = new HeaderReading(
  (accept) =>
    new Negotiator({ headers: { accept } }).mediaType([...MEDIA_TYPES, 'text/html']) === 'text/html',
);
