import { asObject, type BodyFault } from './product-order-rules.js';

/** A rule for one member: lists what is wrong with its value. */
type Rule = (value: unknown, path: string) => BodyFault[];
/** Whether a member must be there, and whether it may be null: `present` may, `optional-not-null` may only be left out. */
type Necessity = 'required' | 'present' | 'optional' | 'optional-not-null';
type Shape = Readonly<Record<string, readonly [necessity: Necessity, rule: Rule]>>;

/** For what the specification requires without saying what it is. */
const anything: Rule = () => [];
const text: Rule = (value, key) => (typeof value === 'string' ? [] : [{ key, value: 'Must be text.' }]);
const flag: Rule = (value, key) =>
  typeof value === 'boolean' ? [] : [{ key, value: 'Must be true or false.' }];

function matching(pattern: RegExp, max = 1_000): Rule {
  return (value, key) => {
    const right = typeof value === 'string' && pattern.test(value) && [...value].length <= max;
    return right ? [] : [{ key, value: `Must match ${pattern.source}.` }];
  };
}

function object(shape: Shape): Rule {
  return (value, path) => {
    const given = asObject(value);
    if (given === undefined) return [{ key: path || 'body', value: 'Must be an object.' }];
    return Object.entries(shape).flatMap(([name, [necessity, rule]]) => {
      const key = path === '' ? name : `${path}.${name}`;
      const member = given[name];
      if (member !== undefined && member !== null) return rule(member, key);
      const isRequired = necessity === 'required' || (necessity === 'present' && member === undefined);
      if (isRequired) return [{ key, value: 'Is required.' }];
      return member === null && necessity === 'optional-not-null'
        ? [{ key, value: 'Must not be null.' }]
        : [];
    });
  };
}

const turnover: Rule = (value, key) =>
  Number.isInteger(value) && Number(value) >= 0 ? [] : [{ key, value: 'Must be a whole number from 0.' }];

const base64 = matching(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, Infinity);
const url = matching(/^(https:\/\/)[a-z0-9]+([-.]{1}[a-z0-9]+)*\.[a-z]{2,5}(:[0-9]{1,5})?(\/.*)?$/);
const uuid = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i);

const orderShape = object({
  orgno: ['required', matching(/^[0-9]{9,9}$/)],
  productType: ['required', matching(/^VIPPS_(PA_NETT|LOGG_INN|CHECKOUT|I_KASSA)$/)],
  salesUnitName: ['optional', matching(/^[\p{L}\p{M}\d\\()-_+\s.]+$/u, 30)],
  salesUnitLogo: ['optional', base64],
  settlementAccountNumber: ['optional', matching(/^[0-9]{11,11}$/)],
  pricePackageId: ['optional', uuid],
  pricePackageKey: ['optional', matching(/^[a-zA-Z0-9-]{1,15}$/)],
  productUseCase: ['optional', matching(/^(Website|WebsiteWithTest|App|Unknown)$/)],
  annualTurnover: ['optional-not-null', turnover],
  intendedPurpose: ['optional', text],
  website: [
    'optional',
    object({
      url: ['required', url],
      termsUrl: ['required', url],
      testWebsiteUrl: ['optional', url],
      testWebsiteUsername: ['optional', text],
      testWebsitePassword: ['optional', text],
    }),
  ],
  complianceData: [
    'optional',
    object({
      giftCard: [
        'optional',
        object({
          isSalesPercentageLessThanTen: ['present', flag],
          validityDuration: ['optional', text],
          giftCardTurnoverShare: ['optional', text],
        }),
      ],
      membership: [
        'optional',
        object({
          turnoverShare: ['required', text],
          membershipValidity: ['optional', matching(/^(CurrentCalendarYear|OneYearFromPayment)$/)],
          periodDistribution: ['required', text],
        }),
      ],
      subscription: [
        'optional',
        object({ turnoverShare: ['required', text], periodDistribution: ['required', text] }),
      ],
      course: [
        'optional',
        object({
          turnoverShare: ['required', text],
          timeBeforeOrder: ['required', text],
          period: ['required', text],
          online: ['present', anything],
          isOnlineCourseOffered: ['optional', flag],
          onlineAccessibleTime: ['optional', text],
        }),
      ],
      ticket: [
        'optional',
        object({ turnoverShare: ['required', text], prepurchaseTime: ['required', text] }),
      ],
      rent: [
        'optional',
        object({
          turnoverShare: ['required', text],
          prepurchaseTime: ['required', text],
          averageRentalDuration: ['required', text],
        }),
      ],
      prepaidServices: [
        'optional',
        object({ turnoverShare: ['required', text], prepurchaseTime: ['required', text] }),
      ],
      donation: ['optional', object({ acceptsDonation: ['present', flag] })],
    }),
  ],
});

/** What the Partner API refuses in a new product order, one entry per bad member. */
export function partnerOrderFaults(body: unknown): BodyFault[] {
  return orderShape(body, '');
}
