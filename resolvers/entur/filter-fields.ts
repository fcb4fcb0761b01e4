import type { EnturCreditFilter } from '../../schema/entur/EnturCreditFilter.js';
import type { EnturOrderFilter } from '../../schema/entur/EnturOrderFilter.js';
import type { EnturPaymentFilter } from '../../schema/entur/EnturPaymentFilter.js';
import type { EnturTicketDistributionGroupFilter } from '../../schema/entur/EnturTicketDistributionGroupFilter.js';
import type { FilterFields, ValueRule } from './conditions.js';

const digits: ValueRule = { pattern: /^\d{1,19}$/, must: '1 to 19 digits' };

/** What is not any text. */
const rules: Readonly<Record<string, ValueRule | 'time'>> = {
  createdAt: 'time',
  updatedAt: 'time',
  lastConfirmedAt: 'time',
  startTime: 'time',
  endTime: 'time',
  startOfValidity: 'time',
  endOfValidity: 'time',
  orderOwnerCustomerId: digits,
  distributionHolderCustomerId: digits,
};

function asNamed<Filter>(...fields: readonly (keyof Filter & string)[]): FilterFields<Filter> {
  return fields.map((field) => [field, field, rules[field]] as const);
}

/** Filters name their fields as the services do, but for what the services call `id`. */
function named<Filter>(
  id: keyof Filter & string,
  ...others: readonly (keyof Filter & string)[]
): FilterFields<Filter> {
  return [[id, 'id'], ...asNamed<Filter>(...others)];
}

export const orderFields = named<EnturOrderFilter>(
  'orderId',
  'status',
  'version',
  'totalAmount',
  'totalTaxAmount',
  'balance',
  'currency',
  'organisationId',
  'createdAt',
  'lastConfirmedAt',
  'createdBy',
  'contact',
  'externalReference',
  'pos',
  'distributionChannelId',
  'orderLineId',
  'orderLineExternalReference',
  'salesPackageId',
  'salesPackageVersion',
  'fareProductId',
  'fareProductVersion',
  'reservationId',
  'serviceJourneyId',
  'datedServiceJourneyId',
  'originalDatedServiceJourneyId',
  'fromStopPlaceId',
  'toStopPlaceId',
  'startTime',
  'endTime',
);

export const paymentFields = asNamed<EnturPaymentFilter>(
  'paymentId',
  'orderId',
  'orderVersion',
  'totalAmount',
  'currency',
  'status',
  'organisationId',
  'createdAt',
  'updatedAt',
  'customerNumber',
  'paymentTransactionId',
  'externalTransactionId',
  'paymentType',
  'paymentTypeGroup',
  'cardNumber',
  'rrn',
  'settlementId',
);

export const creditFields = asNamed<EnturCreditFilter>(
  'creditId',
  'orderId',
  'orderVersion',
  'totalCreditAmount',
  'status',
  'organisationId',
  'customerNumber',
  'transactionId',
  'reimbursementMethod',
  'reimbursementTypeGroup',
  'rrn',
  'settlementId',
);

export const ticketGroupFields: FilterFields<EnturTicketDistributionGroupFilter> =
  named<EnturTicketDistributionGroupFilter>(
    'groupId',
    'orderId',
    'orderVersion',
    'orderLineId',
    'orderOwnerCustomerId',
    'distributionHolderCustomerId',
    'customers',
    'organisationId',
    'ticketDistributionId',
    'distributionStatus',
    'mediaSerialNumberId',
    'createdAt',
    'updatedAt',
    'startOfValidity',
    'endOfValidity',
  );
