import { describe, expect, it } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import {
  danishCvrNumber,
  finnishBusinessId,
  NoCheckDigit,
  norwegianAccountNumber,
  norwegianOrganisationNumber,
} from '../../src/sandbox/seed/check-digits.js';
import { seedManagement } from '../../src/sandbox/seed/management.js';
import { keyHolder, otherPartner, ourPartner } from '../../src/sandbox/seed/owners.js';
import { sameBusiness } from '../../src/sandbox/model/management.js';

const { merchants, salesUnits } = seedManagement();
const active = new Map(merchants.map(({ businessIdentifier: { id }, status }) => [id, status === 'ACTIVE']));
const ours = salesUnits.filter(
  (unit) => unit.active && unit.partner === ourPartner && active.get(unit.businessIdentifier.id),
);

/** The registers' own rule: all digits weighted, check digit included, make a multiple of eleven. */
function isMultipleOf11(number: string, weights: readonly number[]): boolean {
  const digits = [...number].filter((sign) => sign !== '-').map(Number);
  return (
    digits.length === weights.length &&
    digits.reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0) % 11 === 0
  );
}

const idRules: Record<string, (id: string) => boolean> = {
  'business:NO:ORG': (id) => /^\d{9}$/.test(id) && isMultipleOf11(id, [3, 2, 7, 6, 5, 4, 3, 2, 1]),
  'business:DK:CVR': (id) => /^\d{8}$/.test(id) && isMultipleOf11(id, [2, 7, 6, 5, 4, 3, 2, 1]),
  'business:FI:Y-tunnus': (id) => /^\d{7}-\d$/.test(id) && isMultipleOf11(id, [7, 9, 10, 5, 8, 4, 2, 1]),
};

describe('check digits', () => {
  it('are those of the registers', () => {
    expect(norwegianOrganisationNumber('12345678')).toBe('123456785');
    expect(norwegianOrganisationNumber('31110045')).toBe('311100459');
    expect(danishCvrNumber('1374813')).toBe('13748136');
    expect(danishCvrNumber('9911220')).toBe('99112204');
    expect(finnishBusinessId('1234567')).toBe('1234567-1');
    expect(finnishBusinessId('2999002')).toBe('2999002-8');
    expect(norwegianAccountNumber('1503900012')).toBe('15039000129');
    expect(norwegianAccountNumber('8601111794')).toBe('86011117947');
  });

  it('do not exist for every number', () => {
    expect(() => norwegianOrganisationNumber('31110005')).toThrow(NoCheckDigit);
    expect(() => danishCvrNumber('9900102')).toThrow(NoCheckDigit);
    expect(() => finnishBusinessId('2999001')).toThrow(NoCheckDigit);
  });

  it('need the right number of digits', () => {
    expect(() => norwegianOrganisationNumber('3112041')).toThrow('Expected 8 digits');
  });
});

describe('the seeded data', () => {
  it('is the same every time', () => {
    expect(seedManagement()).toStrictEqual({ merchants, salesUnits });
  });

  it('holds 30 merchants of three countries with valid numbers', () => {
    const byCountry = Object.groupBy(merchants, ({ countryCode }) => countryCode);
    expect(Object.entries(byCountry).map(([country, list]) => [country, list?.length])).toEqual([
      ['NO', 13],
      ['DK', 9],
      ['FI', 8],
    ]);
    for (const {
      businessIdentifier: { scheme, id },
    } of merchants) {
      expect({ id, valid: idRules[scheme]?.(id) }).toEqual({ id, valid: true });
    }
    expect(active.size).toBe(30);
  });

  it('holds 157 sales units, 134 of them visible to the partner over 26 merchants', () => {
    expect(salesUnits).toHaveLength(157);
    expect(new Set(salesUnits.map(({ msn }) => msn)).size).toBe(157);
    expect(ours).toHaveLength(134);
    expect(new Set(ours.map(({ businessIdentifier: { id } }) => id)).size).toBe(26);
  });

  it("gives the partner's first 100 units by MSN to 20 merchants, one after the other", () => {
    const sorted = ours.toSorted((one, other) => Number(one.msn) - Number(other.msn));
    const runs: { id: string; units: number }[] = [];
    for (const {
      businessIdentifier: { id },
    } of sorted.slice(0, 100)) {
      const last = runs.at(-1);
      if (last?.id === id) last.units += 1;
      else runs.push({ id, units: 1 });
    }
    expect(runs.map(({ units }) => units)).toEqual([
      7, 3, 5, 1, 12, 4, 2, 8, 6, 3, 9, 2, 5, 4, 1, 10, 3, 6, 5, 4,
    ]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(20);
    expect(sorted[100]?.businessIdentifier.id).not.toBe(sorted[99]?.businessIdentifier.id);
  });

  it('does not come in the order of MSNs', () => {
    const msns = ours.map(({ msn }) => Number(msn));
    expect(msns).not.toEqual(msns.toSorted((one, other) => one - other));
    const first = ours.slice(0, 20).map(({ businessIdentifier: { id } }) => id);
    expect(new Set(first).size).toBeGreaterThan(5);
  });

  it('has MSNs of six and seven digits and names within the limits', () => {
    expect(new Set(salesUnits.map(({ msn }) => msn.length))).toEqual(new Set([6, 7]));
    for (const { name } of [...salesUnits, ...merchants]) expect(name).toMatch(/^.{3,50}$/);
    expect(new Set(salesUnits.map(({ name }) => name)).size).toBe(157);
  });

  it('has every variation of the configuration', () => {
    const flags = [
      'paymentAllowed',
      'skipLandingPageAllowed',
      'recurringAllowed',
      'partialCaptureAllowed',
      'lateCaptureAllowed',
      'landingPagePhoneNumberLocked',
      'longLivingPaymentAllowed',
      'creditCardPaymentAllowed',
    ];
    for (const flag of flags) {
      const values = new Set(ours.map(({ configuration }) => configuration[flag]));
      expect({ flag, values }).toEqual({ flag, values: new Set([true, false, undefined]) });
    }
    expect(new Set(ours.map(({ configuration }) => configuration['captureType']))).toEqual(
      new Set(['ReserveCapture', 'DirectCapture', 'NotApplicable', undefined]),
    );
    const login = ours.filter(({ configuration }) => configuration['paymentAllowed'] === false);
    expect(login.map(({ name }) => name)).toContain('Måkeskrik Kundeklubb');
  });

  it('has two settlement accounts with valid check digits', () => {
    const accounts = ours.flatMap(({ settlementBankAccount }) => settlementBankAccount ?? []);
    expect(accounts).toHaveLength(2);
    for (const { scheme, id } of accounts) {
      expect(scheme).toBe('BBAN:NO');
      expect(isMultipleOf11(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])).toBe(true);
    }
  });

  it('has the odd cases: closed, foreign and free units, a deactivated merchant, one never updated', () => {
    expect(salesUnits.filter((unit) => !unit.active)).toHaveLength(3);
    expect(salesUnits.filter(({ partner }) => partner === otherPartner)).toHaveLength(13);
    expect(salesUnits.filter(({ partner }) => partner === null)).toHaveLength(3);
    expect(merchants.filter(({ status }) => status === 'DEACTIVATED')).toHaveLength(1);
    expect(merchants.filter(({ updatedAt }) => updatedAt === undefined).map(({ name }) => name)).toEqual([
      'Saltskvett Badstue AS',
    ]);
  });

  it('has addresses within the limits: some null, some absent, one without lines', () => {
    const addresses = merchants.flatMap(({ businessAddress, businessPostAddress }) => [
      businessAddress,
      businessPostAddress,
    ]);
    expect(addresses).toContain(null);
    expect(addresses).toContain(undefined);
    const given = addresses.filter((address) => address !== null && address !== undefined);
    expect(given.filter(({ lines }) => lines.length === 0)).toHaveLength(2);
    for (const { lines, city, postCode, countryCode } of given) {
      for (const text of [...lines, city, postCode].filter((part) => part !== null))
        expect(text).toMatch(/^.{2,30}$/);
      expect(countryCode ?? 'NO').toMatch(/^(NO|DK|FI)$/);
    }
    expect(
      given.filter(({ postCode, countryCode }) => postCode === null || countryCode === null),
    ).toHaveLength(2);
  });

  it('has timestamps in order, in the past, with six decimals', () => {
    for (const { createdAt, updatedAt = createdAt } of merchants) {
      expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(Date.parse(updatedAt)).toBeGreaterThanOrEqual(Date.parse(createdAt));
      expect(Date.parse(updatedAt)).toBeLessThan(Date.UTC(2026, 0, 1));
    }
  });

  it('gives the sales-unit keys to the merchant with twelve units, and the MSNs of the keys to their holders', () => {
    const own = ours.filter(({ businessIdentifier }) => sameBusiness(businessIdentifier, keyHolder));
    expect(own).toHaveLength(12);
    expect(own.map(({ msn }) => msn)).toContain(sandboxKeys.merchant.msn);
    expect(ours.map(({ msn }) => msn)).toContain(sandboxKeys.partner.msn);
  });
});
