import Negotiator from 'negotiator';
import { headerOf, type SandboxRequest } from '../../http/request.js';
import type { Handler } from '../../http/router.js';
import type { EnturState } from '../state/EnturState.js';
import { refuse } from './errors.js';

/** Answers only who takes the media type, and who does not say. */
export function accepting(state: EnturState, mediaType: string, handle: Handler): Handler {
  return (request, param) =>
    takes(request, mediaType)
      ? handle(request, param)
      : refuse(state, request, { status: 406, message: `Acceptable representations: [${mediaType}].` });
}

function takes({ headers }: SandboxRequest, mediaType: string): boolean {
  const accept = headerOf(headers, 'accept') ?? '*/*';
  return new Negotiator({ headers: { accept } }).mediaType([mediaType]) !== undefined;
}
