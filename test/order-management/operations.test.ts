import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  AddReceiptDocument,
  CreateCategoryDocument,
  DeleteCategoryDocument,
  OrderDocument,
  OrdersDocument,
  SetOrderCategoryDocument,
} from '../generated/graphql.js';
import { startStack, type Stack } from '../support/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const clean = { userErrors: [], warnings: [] };

it('the examples write a receipt and a link with a picture, and read it all back', async () => {
  const added = await stack.ask(AddReceiptDocument);
  expect(added).toEqual({
    data: {
      addReceipt: {
        ...clean,
        wasAlreadyStored: false,
        order: {
          id: Buffer.from('["Order","204117","ECOM","kaffe-2026-00500"]').toString('base64url'),
          receipt: {
            totals: {
              gross: { decimal: '161.00', currency: 'NOK' },
              net: { decimal: '146.96' },
              tax: { decimal: '14.04' },
              returns: { decimal: '179.00' },
            },
          },
        },
      },
    },
  });
  const linked = await stack.ask(SetOrderCategoryDocument);
  const link = {
    type: 'DELIVERY',
    typeRaw: 'DELIVERY',
    url: 'https://makeskrik.example/sporing/00500',
    imageId: 'kopp-2026',
  };
  expect(linked).toEqual({
    data: {
      uploadImage: { ...clean, imageId: 'kopp-2026', format: 'PNG', width: 168, height: 168 },
      setOrderCategory: { ...clean, order: { id: expect.any(String), category: link } },
    },
  });
  const { data, errors } = await stack.ask(OrderDocument, {
    msn: '204117',
    paymentType: 'ECOM',
    orderId: 'kaffe-2026-00500',
  });
  expect(errors).toBeUndefined();
  expect(data?.order).toMatchObject({
    category: link,
    receipt: { bottomLine: { receiptNumber: 'MK-00500' }, totals: { gross: { value: 16100 } } },
    categories: [{ type: 'DELIVERY' }],
    salesUnit: { name: 'Måkeskrik Nettbutikk' },
  });
});

it('every example runs as it stands, again and again', async () => {
  const documents = [
    OrderDocument,
    OrdersDocument,
    AddReceiptDocument,
    SetOrderCategoryDocument,
    CreateCategoryDocument,
    DeleteCategoryDocument,
  ];
  for (let round = 1; round <= 2; round += 1) {
    for (const document of documents) {
      const answer = await stack.askText(document.toString());
      expect(answer.errors, document.toString()).toBeUndefined();
      expect(JSON.stringify(answer.data)).not.toMatch(/^{"\w+":null/);
    }
  }
});
