import { expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack();

it('the receipt of a sale adds up to what the Sales API says of it', async ({ stack }) => {
  const { data, errors } = await stack.askText(`{
    salesEvent(ledgerId: "418914", pspReference: "unknown") { id }
    ledger(ledgerId: "418914") {
      salesEvents(first: 1, reference: "9110010001") {
        nodes {
          amounts { gross { value } vat { value } }
          order { msn orderId receipt { orderLines { name } totals { gross { value } tax { value } } } }
        }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    salesEvent: null,
    ledger: {
      salesEvents: {
        nodes: [
          {
            amounts: { gross: { value: 29800 }, vat: { value: 3887 } },
            order: {
              msn: '204139',
              orderId: '9110010001',
              receipt: {
                orderLines: [{ name: 'Bønner 250 g' }],
                totals: { gross: { value: 29800 }, tax: { value: 3887 } },
              },
            },
          },
        ],
      },
    },
  });
});
