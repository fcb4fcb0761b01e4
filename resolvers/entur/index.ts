import { EnturFundsEntry } from '../../schema/entur/EnturVippsTypes.js';
import { changeResolvers } from './changes/index.js';
import { EnturCreditResolver } from './EnturCreditResolver.js';
import { EnturFundsEntryResolver } from './EnturFundsEntryResolver.js';
import { EnturOrderResolver } from './EnturOrderResolver.js';
import { EnturPaymentRefResolver } from './EnturPaymentRefResolver.js';
import { EnturPaymentResolver } from './EnturPaymentResolver.js';
import { EnturStoredCardResolver } from './EnturStoredCardResolver.js';
import { EnturTicketResolver } from './EnturTicketResolver.js';
import { EnturTransactionResolver } from './EnturTransactionResolver.js';

export { access } from './access.js';

export { references } from './references.js';

/** Entities of other subgraphs that fields are added to. */
export const extended = [EnturFundsEntry] as const;

/** Every resolver class. */
export const resolvers = [
  EnturOrderResolver,
  EnturPaymentRefResolver,
  EnturPaymentResolver,
  EnturTransactionResolver,
  EnturCreditResolver,
  EnturTicketResolver,
  EnturStoredCardResolver,
  EnturFundsEntryResolver,
  ...changeResolvers,
] as const;
