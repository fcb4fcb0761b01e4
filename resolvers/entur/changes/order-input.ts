import type { EnturUpdateOrderInput } from '../../../schema/entur/changes/EnturUpdateOrder.js';
import type { EnturSendReceiptInput } from '../../../schema/entur/changes/EnturSendReceipt.js';
import type {
  ReceiptBody,
  ReceiptQuery,
  UpdateOrderBody,
} from '../../../src/clients/entur/changes/bodies.js';
import type { InputIssues } from '../../shared/input-issues.js';
import { toDateTime } from '../../shared/time.js';
import { checkOrderId } from '../identifiers.js';
import { checkDigits, checkForm, checkText, checkVersion } from './input-rules.js';
import { present } from './present.js';

/**
 * The changes of an order as the service takes them. Meaningless once `issues` holds errors.
 * @param now ms since 1970
 */
export function toUpdateOrder(
  input: EnturUpdateOrderInput,
  now: number,
  issues: InputIssues,
): UpdateOrderBody {
  const { orderId, createdByCustomerId, contactCustomerId, specialOrderCauseCode, ...rest } = input;
  const { externalReference } = rest;
  const expireAt = toDateTime(rest.expireAt ?? null);
  checkExpiry(expireAt, now, issues);
  issues.collect(() => checkOrderId(orderId, 'orderId'));
  checkText(createdByCustomerId, ['createdByCustomerId'], issues);
  checkText(contactCustomerId, ['contactCustomerId'], issues);
  checkText(externalReference, ['externalReference'], issues);
  checkText(specialOrderCauseCode, ['specialOrderCauseCode'], issues);
  const contactInfo = present({
    createdBy: createdByCustomerId == null ? null : { id: createdByCustomerId },
    contact: contactCustomerId == null ? null : { id: contactCustomerId },
  });
  const body = present({
    contactInfo: Object.keys(contactInfo).length === 0 ? null : contactInfo,
    externalReference,
    expireAt,
    specialOrderCause: specialOrderCauseCode == null ? null : { causeCode: specialOrderCauseCode },
  });
  if (Object.keys(body).length === 0)
    issues.add([], 'REQUIRED', 'At least one field besides orderId must say what changes.');
  return body;
}

const MOST_MONTHS = 6;

function checkExpiry(expireAt: string | null, now: number, issues: InputIssues): void {
  if (expireAt === null) return;
  const last = new Date(now);
  const day = last.getUTCDate();
  last.setUTCMonth(last.getUTCMonth() + MOST_MONTHS);
  // The last day of a month that is shorter.
  if (last.getUTCDate() !== day) last.setUTCDate(0);
  const time = Date.parse(expireAt);
  if (time >= now && time <= last.getTime()) return;
  const message = `expireAt must not be in the past, and at most six months ahead, and is ${expireAt}.`;
  issues.add(['expireAt'], 'OUT_OF_RANGE', message);
}

/** As the service writes them. */
const languages = { ENG: 'eng', NOB: 'nob' } as const;

/** A receipt as the service takes it. Meaningless once `issues` holds errors. */
export function toReceipt(
  input: EnturSendReceiptInput,
  issues: InputIssues,
): { readonly asked: ReceiptQuery; readonly body: ReceiptBody } {
  const { orderId, orderVersion, email, telephone, receiptLanguage, serialNumber, copyReceipt } = input;
  const { organisationId, receiptType } = input;
  issues.collect(() => checkOrderId(orderId, 'orderId'));
  checkVersion(orderVersion, ['orderVersion'], issues);
  checkForm(
    email,
    /^[^\s@]{1,64}@[^\s@]{1,255}$/,
    'an e-mail address, such as "kari@example.com".',
    ['email'],
    issues,
  );
  checkForm(
    telephone,
    /^\+?\d{8,15}$/,
    '8 to 15 digits, with or without "+" in front.',
    ['telephone'],
    issues,
  );
  checkDigits(organisationId, ['organisationId'], issues);
  checkText(serialNumber, ['serialNumber'], issues);
  if (email == null && telephone == null)
    issues.add(['email'], 'REQUIRED', 'email or telephone must say who gets the receipt.');
  if (email != null && telephone != null)
    issues.warn(['telephone'], 'IGNORED', 'With an e-mail address, no SMS is sent.');
  return {
    asked: present({ organisationId, receiptType }),
    body: present({
      orderId,
      orderVersion,
      distribution: present({ email, telephone }),
      receiptLanguage: languages[receiptLanguage],
      serialNumber,
      copyReceipt,
    }),
  };
}
