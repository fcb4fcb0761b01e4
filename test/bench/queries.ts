import { LEDGER, msns } from './data.ts';
import { orderIds } from './entur-data.ts';

/** What is measured: a GraphQL request (several, when variables vary) and the least upstream calls it can cost cold. */
export interface BenchQuery {
  readonly name: string;
  readonly about: string;
  readonly calls: number;
  readonly bodies: readonly string[];
  /** It is for the subgraph over Entur; else for that over Vipps MobilePay. */
  readonly isEntur?: boolean;
}

const unitFields = `msn name
  businessIdentifier { scheme id }
  configuration { paymentAllowed captureType skipLandingPageAllowed recurringAllowed partialCaptureAllowed
    lateCaptureAllowed landingPagePhoneNumberLocked longLivingPaymentAllowed creditCardPaymentAllowed }`;
const merchantFields = `name status createdAt updatedAt countryCode businessAddress { lines postCode city countryCode }`;
const money = '{ value }';
const eventFields = `entryType time orderDate pspReference reference currency paymentType
  classification { solution salesCategory } amounts { gross ${money} net ${money} vat ${money} }
  lines { lineId name quantity unitPriceGross ${money} unitPriceNet ${money} discountTotal ${money}
    lineTotalGross ${money} lineTotalNet ${money} vatRateBasisPoints vatAmount ${money} category }
  completeness { hasLineItems hasVatBreakdown hasCustomerIdentity }`;

const amount = '{ amount currency }';
const orderFields = `orderId version status totalAmount ${amount} totalTaxAmount ${amount} balance ${amount} organisationId
  createdAt lastConfirmedAt failed pos distributionChannelId
  orderLines { orderLineId status description { lang value } price { price ${amount} tax ${amount} taxCode taxRate }
    salesPackage { id version } }
  travellers { travellerId } paymentRefs { paymentId orderVersion amount ${amount} completedAt }`;
const paymentFields = `paymentId orderVersion totalAmount ${amount} createdAt active
  transactions { transactionId status amount ${amount} remainingAmountToCapture ${amount} paymentType paymentTypeGroup
    operationLog { operation amount ${amount} } }`;

function request(query: string, variables?: object): string {
  return JSON.stringify({ query, variables });
}

/** So many sales events of the ledger, with all their own fields. */
export function eventsRequest(first: number): string {
  return request(
    `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: ${String(first)}) { nodes { ${eventFields} } pageInfo { endCursor hasNextPage } } } }`,
  );
}

/** Up to so many sales units with their details and merchants. */
export function unitsRequest(first: number): string {
  return request(
    `{ salesUnits(first: ${String(first)}) { nodes { ${unitFields} merchant { ${merchantFields} } } } }`,
  );
}

const unit = `query Unit($msn: String!) { salesUnit(msn: $msn) { ${unitFields} } }`;

export const queries: readonly BenchQuery[] = [
  {
    name: 'Q1',
    about: '100 sales units with details and merchant (20 distinct)',
    calls: 121,
    bodies: [unitsRequest(100)],
  },
  {
    name: 'Q2',
    about: '100 sales events, all fields, 3 lines each',
    calls: 1,
    bodies: [eventsRequest(100)],
  },
  { name: 'Q3', about: '1000 sales events, same', calls: 1, bodies: [eventsRequest(1_000)] },
  {
    name: 'Q4',
    about: 'one sales unit by MSN, same text each time',
    calls: 1,
    bodies: [request(`{ salesUnit(msn: "${msns[0] ?? ''}") { ${unitFields} } }`)],
  },
  { name: 'Q5', about: '{ __typename }', calls: 0, bodies: [request('{ __typename }')] },
  {
    name: 'Q6',
    about: 'one sales unit, MSN varying by variable',
    calls: 1,
    bodies: msns.map((msn) => request(unit, { msn })),
  },
  {
    name: 'E1',
    about: '100 orders at Entur with their payments',
    calls: 101,
    isEntur: true,
    bodies: [
      request(`{ enturOrders(first: 100) { nodes { ${orderFields} payments { ${paymentFields} } } } }`),
    ],
  },
  {
    name: 'E2',
    about: 'one order at Entur by its id',
    calls: 1,
    isEntur: true,
    bodies: [request(`{ enturOrder(orderId: "${orderIds[0] ?? ''}") { ${orderFields} } }`)],
  },
];
