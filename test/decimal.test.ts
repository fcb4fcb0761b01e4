import { describe, it } from 'vitest';
import { isSameDecimal } from '../src/decimal.js';

describe('decimals', () => {
  it.for([
    ['0.1', '0.10'],
    ['10', '10.00'],
    ['010.50', '10.5'],
    ['0', '-0.000'],
    ['100', '100.'],
    ['-1.50', '-01.5'],
    ['999999999999999999', '999999999999999999.0'],
  ] as const)('%s is %s', ([one, other], { expect }) => {
    expect([isSameDecimal(one, other), isSameDecimal(other, one)]).toEqual([true, true]);
  });

  it.for([
    ['1', '10'],
    ['0.1', '0.01'],
    ['100', '1'],
    ['1.5', '-1.5'],
    ['9007199254740992.1', '9007199254740992.2'],
    ['0', '0.00001'],
  ] as const)('%s is not %s', ([one, other], { expect }) => {
    expect([isSameDecimal(one, other), isSameDecimal(other, one)]).toEqual([false, false]);
  });
});
