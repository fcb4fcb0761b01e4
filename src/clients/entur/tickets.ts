import type { ApiCaller } from '../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../config.js';
import type { ApiDescriptor } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import type { Sized } from '../read-endpoint.js';
import {
  search,
  searchEndpoint,
  type NumberedPage,
  type SearchEndpoint,
  type SearchRequest,
} from './page.js';
import { readTicketGroup, type WireEnturTicketGroup } from './ticket-answers.js';

/** The reads of Entur's Ticket Distribution API. All are safe to retry and throw UpstreamError. */
export class EnturTicketClient {
  readonly #groups: SearchEndpoint<WireEnturTicketGroup>;

  constructor(
    private readonly api: ApiCaller,
    descriptor: ApiDescriptor,
  ) {
    this.#groups = searchEndpoint({
      api: descriptor,
      operation: 'searchTicketDistributionGroups',
      path: '/v1/ticket-distribution-groups',
      read: readTicketGroup,
    });
  }

  /** One page of the groups that match; the service refuses a search without a filter. `GET /v1/ticket-distribution-groups`. */
  search(
    credentials: EnturCredentials,
    scope: CallScope,
    request: SearchRequest,
    isAsked?: (group: WireEnturTicketGroup) => boolean,
  ): Promise<Sized<NumberedPage<WireEnturTicketGroup>>> {
    return search(this.api, credentials, scope, this.#groups, request, isAsked);
  }
}
