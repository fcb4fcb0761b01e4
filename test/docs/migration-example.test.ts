import { expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import { blocksOf } from './markdown.js';

const it = sharedStack();

it('the example of the guide makes the calls that it replaces, and none when it is asked again', async ({
  stack,
}) => {
  const [example] = blocksOf('docs/migrating-from-rest.md').filter(({ language }) => language === 'graphql');
  const query = example?.text ?? '';
  await stack.clearCalls();
  const answer = await stack.askText(query);
  expect(await stack.calls()).toEqual([
    'GET /order-management/v2/ecom/kaffe-2026-00417',
    'GET /management/v1/sales-units/204117',
    'GET /management/v1/merchants/business:NO:ORG/311204173',
  ]);
  await stack.clearCalls();
  expect(await stack.askText(query)).toEqual(answer);
  expect(await stack.calls()).toEqual([]);
});
