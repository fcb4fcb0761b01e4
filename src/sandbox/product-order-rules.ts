/** A member of a body that breaks a rule: its dotted path, and the rule. */
export interface BodyFault {
  readonly key: string;
  readonly value: string;
}

type Body = Readonly<Record<string, unknown>>;

const productTypes = ['PAYMENT_INTEGRATION', 'CASHIER', 'CHECKOUT', 'LOGIN', 'DONATIONS'];
const pricedTypes = ['PAYMENT_INTEGRATION', 'CASHIER', 'CHECKOUT'];
const useCases = ['Website', 'WebsiteWithTest', 'App', 'Unknown'];

// The range from ) to _ is the specification's own, and lets most ASCII characters pass.
const namePattern = /^[\p{L}\p{M}\d\\()-_+\s.`]+$/u;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the Management API refuses in a new product order, one entry per bad member. */
export function productOrderFaults(body: unknown): BodyFault[] {
  const faults: BodyFault[] = [];
  const order = asObject(body);
  if (order === undefined) return [{ key: 'body', value: 'Must be a JSON object.' }];
  const refuse = (key: string, value: string): void => void faults.push({ key, value });

  /** Checks a member that may be left out or null. */
  const optional = (
    from: Body,
    name: string,
    path: string,
    rule: string,
    test: (value: unknown) => boolean,
  ): void => {
    const value = from[name];
    if (value !== undefined && value !== null && !test(value)) refuse(path, rule);
  };
  const required = (
    from: Body,
    name: string,
    path: string,
    rule: string,
    test: (value: unknown) => boolean,
  ): void => {
    if (from[name] === undefined || from[name] === null) refuse(path, 'Is required.');
    else if (!test(from[name])) refuse(path, rule);
  };
  /** A nested object that may be left out; its members are checked when it is there. */
  const nested = (name: string, check: (member: Body) => void): void => {
    const value = order[name];
    if (value === undefined || value === null) return;
    const member = asObject(value);
    if (member) check(member);
    else refuse(name, 'Must be an object.');
  };

  const business = asObject(order['businessIdentifier']);
  if (business === undefined) refuse('businessIdentifier', 'Is required.');
  else {
    required(
      business,
      'scheme',
      'businessIdentifier.scheme',
      'Must have 10 to 30 characters.',
      lengthWithin(10, 30),
    );
    required(business, 'id', 'businessIdentifier.id', 'Must match ^[\\d-]{4,50}$.', matches(/^[\d-]{4,50}$/));
  }
  required(
    order,
    'productType',
    'productType',
    `Must be one of ${productTypes.join(', ')}.`,
    oneOf(productTypes),
  );
  optional(order, 'salesUnitName', 'salesUnitName', 'Must have 1 to 40 allowed characters.', (value) => {
    return lengthWithin(1, 40)(value) && matches(namePattern)(value);
  });
  optional(order, 'salesUnitLogo', 'salesUnitLogo', 'Must be base64.', isBase64);
  nested('settlementBankAccount', (account) => {
    required(
      account,
      'scheme',
      'settlementBankAccount.scheme',
      'Must be BBAN and a country, 5 to 20 characters.',
      (value) => {
        // IBAN is documented as unsupported; other schemes are not ruled out.
        return lengthWithin(5, 20)(value) && !/^IBAN/i.test(String(value));
      },
    );
    required(account, 'id', 'settlementBankAccount.id', 'Must match ^\\d{9,34}$.', matches(/^\d{9,34}$/));
  });
  optional(order, 'pricePackageId', 'pricePackageId', 'Must be a UUID.', matches(uuidPattern));
  if (order['pricePackageId'] != null && productTypes.includes(String(order['productType']))) {
    // The rule is documented, how the real server reacts is not.
    if (!pricedTypes.includes(String(order['productType']))) {
      refuse('pricePackageId', `Only for ${pricedTypes.join(', ')}.`);
    }
  }
  optional(
    order,
    'productUseCase',
    'productUseCase',
    `Must be one of ${useCases.join(', ')}.`,
    oneOf(useCases),
  );
  optional(
    order,
    'annualTurnover',
    'annualTurnover',
    'Must be a whole number from 0 to 999999999.',
    (value) => {
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 999_999_999;
    },
  );
  optional(
    order,
    'annualTurnoverPercentage',
    'annualTurnoverPercentage',
    'Must be a multiple of ten from 10 to 100, as text.',
    matches(/^(10|[1-9])0$/),
  );
  optional(order, 'intendedPurpose', 'intendedPurpose', 'Must be text.', isText);
  nested('app', (app) => {
    required(app, 'appName', 'app.appName', 'Must be text.', isText);
  });
  nested('website', (website) => {
    required(website, 'url', 'website.url', 'Must be an https address.', isHttps);
    required(website, 'termsUrl', 'website.termsUrl', 'Must be an https address.', isHttps);
    optional(website, 'testWebsiteUrl', 'website.testWebsiteUrl', 'Must be an https address.', isHttps);
    for (const name of ['testWebsiteUsername', 'testWebsitePassword']) {
      optional(website, name, `website.${name}`, 'Must be text.', isText);
    }
  });
  optional(
    order,
    'hasRecurring',
    'hasRecurring',
    'Must be true or false.',
    (value) => typeof value === 'boolean',
  );
  // The vendor's samples give the code as a number.
  optional(order, 'merchantCategoryCode', 'merchantCategoryCode', 'Must be four digits.', (value) =>
    /^\d{4}$/.test(String(value)),
  );
  return faults;
}

/** What the merchant's form shows: a bad image is silently left out. */
export function formOf(order: Body): Body {
  const { salesUnitLogo, ...rest } = order;
  return typeof salesUnitLogo === 'string' && isGoodLogo(salesUnitLogo) ? order : rest;
}

function isGoodLogo(base64: string): boolean {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return false;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return Math.min(width, height) >= 100 && Math.max(width, height) <= 1_000;
}

/** A JSON object; undefined for anything else. */
export function asObject(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function matches(pattern: RegExp) {
  return (value: unknown): boolean => isText(value) && pattern.test(value);
}

function oneOf(words: readonly string[]) {
  return (value: unknown): boolean => isText(value) && words.includes(value);
}

function lengthWithin(min: number, max: number) {
  return (value: unknown): boolean => isText(value) && [...value].length >= min && [...value].length <= max;
}

function isBase64(value: unknown): boolean {
  return isText(value) && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}

function isHttps(value: unknown): boolean {
  return isText(value) && /^https:\/\/[^\s]+$/.test(value) && URL.canParse(value);
}
