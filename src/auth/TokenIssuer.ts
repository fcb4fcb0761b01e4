import type { Credentials } from '../config.js';
import type { UpstreamFacts } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { UpstreamCall } from '../http/Upstream.js';

/** Who gives tokens: how it is asked, and what its refusals mean. */
export interface TokenIssuer {
  /** Under its base address all its endpoints lie. */
  readonly api: ApiDescriptor;
  /** How long a token lives if its answer does not say. */
  readonly usualLifeMs: number;
  request(credentials: Credentials): TokenRequest;
  /** A sentence for whoever set the keys: which settings to look at. */
  refusal(credentials: Credentials, facts: UpstreamFacts): string;
}

/** The part of a token call that each issuer has its own of. */
export type TokenRequest = Pick<UpstreamCall, 'operation' | 'path' | 'headers' | 'body'>;
