import { picture } from '../changes.ts';
import { at } from '../graph.ts';
import type { ToldAnswer } from '../virtual/caller.ts';
import { change, done, isDone, isUnknown, msn, paymentType, setUrl, type DrillParts } from './acts.ts';

const productOrder = {
  businessIdentifier: { scheme: 'business:NO:ORG', id: '311204173' },
  productType: 'LOGIN',
};

/** A change whose answer is lost is found out about where that is possible, and never made twice. */
export async function lostAnswers(parts: DrillParts): Promise<void> {
  await prefillOnce(parts);
  await addReceiptOnce(parts);
  await createCategoryOnce(parts);
  await setLinkForSure(parts);
  await removeForSure(parts);
  await withdrawForSure(parts);
  await uploadOnce(parts);
}

/** By its idempotency key. */
async function prefillOnce(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const name = 'drill-order';
  await control.faults.add({
    path: '**/product-orders',
    method: 'POST',
    status: 500,
    afterWork: true,
    times: 1,
  });
  const answer = await change(parts, 'prefillProductOrder', 'productOrder { productOrderId }', {
    ...productOrder,
    idempotencyKey: name,
    salesUnitName: name,
  });
  doneOrUnknown(parts, 'prefillProductOrder', answer);
  const stored = (await control.productOrders.stored()).filter(
    ({ form }) => form?.['salesUnitName'] === name,
  );
  if (stored.length !== 1) parts.wrong(`${String(stored.length)} product orders for one change`);
}

/** By a look. */
async function addReceiptOnce(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const orderId = 'drill-receipt';
  await control.faults.add({ path: `**/receipts/${orderId}`, method: 'POST', reset: 'after', times: 1 });
  const add = (totalAmount = 5_000) =>
    change(parts, 'addReceipt', 'wasAlreadyStored', {
      msn,
      paymentType,
      orderId,
      orderLines: [{ name: 'Kaffe', id: 'kaffe', totalAmount, taxRate: 2500 }],
      bottomLine: { currency: 'NOK', receiptNumber: orderId },
    });
  const answer = await add();
  doneOrUnknown(parts, 'addReceipt', answer);
  if (isDone('addReceipt', answer)) isKnownAsStored(parts, answer);
  // The API refuses it, as there is one: it is this one.
  const again = await add();
  done(parts, 'addReceipt', again);
  isKnownAsStored(parts, again);
  // Another one is no repeat of it.
  const other = await add(7_000);
  if (at(other.data, 'addReceipt', 'userErrors', 0, 'code') !== 'CONFLICT')
    parts.wrong(`another receipt than the one that is stored: ${other.text}`);
}

function isKnownAsStored(parts: DrillParts, { data, text }: ToldAnswer): void {
  if (at(data, 'addReceipt', 'wasAlreadyStored') !== true)
    parts.wrong(`a receipt that was sent before is not known as stored: ${text}`);
}

/** Nothing would tell one from another: so it is sent once. */
async function createCategoryOnce(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const url = 'https://shop.example/drill-created';
  const lost = { path: '**/v3/categories', method: 'POST', status: 500, afterWork: true, times: 1 };
  await control.faults.add(lost);
  const input = { msn, paymentType, orderId: 'drill-created', type: 'RECEIPT', url };
  const answer = await change(parts, 'createCategory', 'category { categoryId }', input);
  if (!isUnknown('createCategory', answer)) parts.wrong(`a category whose answer is lost: ${answer.text}`);
  const { categories } = await control.orders.stored();
  const made = categories.filter((each) => each.url === url);
  if (made.length !== 1) parts.wrong(`${String(made.length)} categories for one change`);
}

/** A repeat that is refused says nothing of the try before it, which was carried out. */
async function setLinkForSure(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const orderId = 'drill-link';
  const fault = { path: `**/categories/${orderId}`, method: 'PUT', times: 1 };
  await control.faults.add({ ...fault, status: 500, afterWork: true });
  await control.faults.add({ ...fault, status: 409 });
  const answer = await setUrl(parts, orderId, `https://shop.example/${orderId}`);
  if (!isUnknown('setOrderCategory', answer)) parts.wrong(`a link whose answer is lost: ${answer.text}`);
  await control.faults.clear();
}

/** What is still there is not told as gone. */
async function removeForSure(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const input = {
    msn,
    paymentType,
    orderId: 'drill-category',
    type: 'RECEIPT',
    url: 'https://shop.example/drill',
  };
  const made = await change(parts, 'createCategory', 'category { categoryId }', input);
  done(parts, 'createCategory', made);
  const categoryId = at(made.data, 'createCategory', 'category', 'categoryId');
  const { id } = await control.faults.add({
    path: `**/categories/${String(categoryId)}`,
    method: 'DELETE',
    reset: 'before',
    times: null,
  });
  const answer = await change(parts, 'deleteCategory', 'category { categoryId }', { msn, categoryId });
  await control.faults.remove(id);
  if (isDone('deleteCategory', answer)) parts.wrong('what is still there was told as removed');
}

/** The same of a product order. */
async function withdrawForSure(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const name = 'drill-withdrawn';
  const made = await change(parts, 'prefillProductOrder', 'productOrder { productOrderId }', {
    ...productOrder,
    idempotencyKey: name,
    salesUnitName: name,
  });
  done(parts, 'prefillProductOrder', made);
  const productOrderId = at(made.data, 'prefillProductOrder', 'productOrder', 'productOrderId');
  const { id } = await control.faults.add({
    path: `**/product-orders/${String(productOrderId)}`,
    method: 'DELETE',
    reset: 'before',
    times: null,
  });
  const answer = await change(parts, 'withdrawProductOrder', 'withdrawnProductOrderId', { productOrderId });
  await control.faults.remove(id);
  if (isDone('withdrawProductOrder', answer)) parts.wrong('what is still there was told as withdrawn');
}

/** The API refuses an image that is there: the try before may have stored it. */
async function uploadOnce(parts: DrillParts): Promise<void> {
  const { control } = parts;
  // Some say so as they do of what is not valid.
  await control.quirks.set({ duplicateImageAs400: true });
  await control.faults.add({ path: '**/v1/images', method: 'POST', status: 500, afterWork: true, times: 1 });
  const input = { msn, imageId: 'drill-image', image: picture };
  doneOrUnknown(parts, 'uploadImage', await change(parts, 'uploadImage', 'imageId', input));
  await control.faults.clear();
  await control.quirks.set({ duplicateImageAs400: false });
}

/** The story before may have used up the repeats by which it would be known. */
function doneOrUnknown(parts: DrillParts, kind: Parameters<typeof done>[1], answer: ToldAnswer): void {
  if (!isUnknown(kind, answer)) done(parts, kind, answer);
}
