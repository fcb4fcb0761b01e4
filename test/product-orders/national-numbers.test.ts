import { describe, expect, it } from 'vitest';
import { accountNumberIssue, businessNumberIssue } from '../../resolvers/product-orders/national-numbers.js';

const checkDigit = expect.stringContaining('check digit');

describe('the number of a business', () => {
  it.each([
    ['business:NO:ORG', '311100459', undefined],
    ['business:NO:ORG', '311100467', undefined],
    ['business:NO:ORG', '123456785', undefined],
    ['business:NO:ORG', '311100458', checkDigit],
    ['business:NO:ORG', '987654321', checkDigit],
    ['business:NO:ORG', '9876543221', 'is no Norwegian organisation number: it has 9 digits.'],
    ['business:DK:CVR', '99112204', undefined],
    ['business:DK:CVR', '13748136', undefined],
    ['business:DK:CVR', '99112205', checkDigit],
    ['business:DK:CVR', '9911220', 'is no Danish CVR number: it has 8 digits.'],
    ['business:FI:Y-tunnus', '2999002-8', undefined],
    ['business:FI:Y-tunnus', '1234567-1', undefined],
    ['business:FI:Y-tunnus', '2999002-9', checkDigit],
    [
      'business:FI:Y-tunnus',
      '29990028',
      'is no Finnish Y-tunnus: it has 7 digits, a hyphen and a check digit.',
    ],
    ['business:SE:ORG', '1', undefined],
  ])('%s %s', (scheme, id, fault) => {
    expect(businessNumberIssue(scheme, id)).toEqual(fault);
  });

  // These bases have a remainder for which the registers give no number.
  it.each([
    ['business:NO:ORG', '31110005', ''],
    ['business:DK:CVR', '9900102', ''],
    ['business:FI:Y-tunnus', '2999001', '-'],
  ])('%s: no last digit makes %s a number', (scheme, base, hyphen) => {
    for (const digit of '0123456789')
      expect(businessNumberIssue(scheme, base + hyphen + digit)).toEqual(checkDigit);
  });
});

describe('the number of an account', () => {
  it.each([
    ['BBAN:NO', '15039000129', undefined],
    ['BBAN:NO', '86011117947', undefined],
    ['BBAN:NO', '00001234566', undefined],
    // With 00 in places 5 and 6 only the digits behind them count.
    ['BBAN:NO', '15030000108', undefined],
    ['BBAN:NO', '60110001236', undefined],
    ['BBAN:NO', '97100045675', undefined],
    ['BBAN:NO', '15030000107', checkDigit],
    ['BBAN:NO', '60110001235', checkDigit],
    ['BBAN:NO', '15030000002', checkDigit],
    ['BBAN:NO', '15039000128', checkDigit],
    ['BBAN:NO', '1503900012', 'is no Norwegian account: it has 11 digits.'],
    ['BBAN:DK', '00400440116243', undefined],
    ['BBAN:DK', '0440116243', expect.stringContaining('4-digit registration number')],
    ['BBAN:FI', '12345600000785', undefined],
    ['BBAN:FI', '123456785', 'is no Finnish account: it has 14 digits.'],
    ['BBAN:SE', '1', undefined],
  ])('%s %s', (scheme, id, fault) => {
    expect(accountNumberIssue(scheme, id)).toEqual(fault);
  });
});
