import type { BusinessIdentifier } from '../model/management.js';
import { norwegianOrganisationNumber } from './check-digits.js';

/** The partner that the documented partner keys belong to. */
export const ourPartner = 'partner-a';

/** Another partner, whose sales units nobody with documented keys may see as a partner. */
export const otherPartner = 'partner-b';

/** The merchant that the documented sales-unit keys belong to. */
export const keyHolder: BusinessIdentifier = {
  scheme: 'business:NO:ORG',
  id: norwegianOrganisationNumber('31125861'),
};
