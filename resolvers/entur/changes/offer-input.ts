import type {
  EnturDistributionDetailsInput,
  EnturEntitlementInput,
  EnturOfferConfigurationInput,
  EnturOfferCustomerInput,
  EnturRefInput,
} from '../../../schema/entur/changes/EnturOfferConfigurationInput.js';
import type { EnturReserveOffersInput } from '../../../schema/entur/changes/EnturReserveOffers.js';
import type {
  EnturChangeOrderLineInput,
  EnturUpdateOrderLinesInput,
} from '../../../schema/entur/changes/EnturUpdateOrderLines.js';
import type {
  DistributionDetailsBody,
  OfferCustomerBody,
  RefBody,
  ReserveOffersBody,
  UpdateOrderLinesBody,
} from '../../../src/clients/entur/changes/bodies.js';
import type { InputIssues, InputPath } from '../../shared/input-issues.js';
import { checkOrderId } from '../identifiers.js';
import { checkAtLeastOne, checkDigits, checkEachOnce, checkText, checkUuidText } from './input-rules.js';
import { present } from './present.js';

/** Offers as the service takes them. Meaningless once `issues` holds errors. */
export function toReserveOffers(input: EnturReserveOffersInput, issues: InputIssues): ReserveOffersBody {
  const { orderId } = input;
  if (orderId != null) issues.collect(() => checkOrderId(orderId, 'orderId'));
  checkAtLeastOne(input.offerConfigurations, ['offerConfigurations'], issues);
  return present({
    orderId,
    offerConfigurations: input.offerConfigurations.map((each, index) =>
      toConfiguration(each, ['offerConfigurations', index], issues),
    ),
  });
}

function toConfiguration(
  { count, ...offer }: EnturOfferConfigurationInput,
  path: InputPath,
  issues: InputIssues,
): ReserveOffersBody['offerConfigurations'][number] {
  if (count != null && count < 1)
    issues.add([...path, 'count'], 'OUT_OF_RANGE', `count must be 1 or more, and is ${count}.`);
  if (count != null && offer.selectedTravellerIds != null) {
    const message = 'count can not be given together with selectedTravellerIds.';
    issues.add([...path, 'count'], 'NOT_TOGETHER', message);
  }
  return present({ ...toOffer(offer, path, issues), count });
}

/** Lines and the offers that take their place, as the service takes them. Meaningless once `issues` holds errors. */
export function toUpdateOrderLines(
  { orderId, offerConfigurations, refundPriceDifference }: EnturUpdateOrderLinesInput,
  issues: InputIssues,
): UpdateOrderLinesBody {
  issues.collect(() => checkOrderId(orderId, 'orderId'));
  checkAtLeastOne(offerConfigurations, ['offerConfigurations'], issues);
  checkSameLines(offerConfigurations, issues);
  return {
    orderId,
    offerConfigurations: offerConfigurations.map((each, index) => {
      const path = ['offerConfigurations', index];
      const { orderLineId, selectedOrderLineIds, ...offer } = each;
      checkUuidText(orderLineId, [...path, 'orderLineId'], issues);
      checkIds(selectedOrderLineIds, [...path, 'selectedOrderLineIds'], issues);
      return present({ ...toOffer(offer, path, issues), orderLineId, selectedOrderLineIds });
    }),
    refundPriceDifference,
  };
}

/** Offers that replace the same line must agree on the further ones. */
function checkSameLines(offers: readonly EnturChangeOrderLineInput[], issues: InputIssues): void {
  const first = new Map<string, string>();
  for (const [index, { orderLineId, selectedOrderLineIds }] of offers.entries()) {
    const lines = JSON.stringify(selectedOrderLineIds ?? []);
    const known = first.get(orderLineId) ?? lines;
    first.set(orderLineId, known);
    if (known === lines) continue;
    const message = 'selectedOrderLineIds must be the same for all offers that replace the same line.';
    issues.add(['offerConfigurations', index, 'selectedOrderLineIds'], 'NOT_TOGETHER', message);
  }
}

type Offer = Omit<EnturOfferConfigurationInput, 'count'>;

function toOffer(offer: Offer, path: InputPath, issues: InputIssues) {
  const { offerId, selectedTravellerIds, selectableProductIds, externalReference } = offer;
  checkUuidText(offerId, [...path, 'offerId'], issues);
  checkIds(selectedTravellerIds, [...path, 'selectedTravellerIds'], issues);
  if (selectableProductIds != null)
    for (const [index, id] of selectableProductIds.entries())
      checkText(id, [...path, 'selectableProductIds', index], issues);
  checkText(externalReference, [...path, 'externalReference'], issues);
  const customers = offer.customers?.map((each, index) =>
    toCustomer(each, [...path, 'customers', index], issues),
  );
  const distributionDetails =
    offer.distributionDetails == null
      ? null
      : toDistribution(offer.distributionDetails, [...path, 'distributionDetails'], issues);
  return present({
    offerId,
    selectedTravellerIds,
    selectableProductIds,
    customers,
    externalReference,
    distributionDetails,
  });
}

function checkIds(ids: readonly string[] | null | undefined, path: InputPath, issues: InputIssues): void {
  if (ids == null) return;
  checkEachOnce(ids, path, issues);
  for (const [index, id] of ids.entries()) checkText(id, [...path, index], issues);
}

function toCustomer(
  { customerId, entitlements }: EnturOfferCustomerInput,
  path: InputPath,
  issues: InputIssues,
): OfferCustomerBody {
  checkText(customerId, [...path, 'customerId'], issues);
  return {
    customerId,
    entitlements: entitlements.map((each, index) =>
      toEntitlement(each, [...path, 'entitlements', index], issues),
    ),
  };
}

function toEntitlement(
  { contractId, entitlementProductRef, externalEntitlementRef }: EnturEntitlementInput,
  path: InputPath,
  issues: InputIssues,
): OfferCustomerBody['entitlements'][number] {
  if (contractId != null) checkUuidText(contractId, [...path, 'contractId'], issues);
  return present({
    contractId,
    entitlementProductRef: toRef(entitlementProductRef, [...path, 'entitlementProductRef'], issues),
    externalEntitlementRef: toRefOrNull(externalEntitlementRef, [...path, 'externalEntitlementRef'], issues),
  });
}

function toDistribution(
  details: EnturDistributionDetailsInput,
  path: InputPath,
  issues: InputIssues,
): DistributionDetailsBody {
  const { distributionHolderCustomerId } = details;
  checkDigits(distributionHolderCustomerId, [...path, 'distributionHolderCustomerId'], issues);
  const refOf = (name: 'fulfillmentMethodRef' | 'typeOfTravelDocumentToIssueRef' | 'customerAccountRef') =>
    toRefOrNull(details[name], [...path, name], issues);
  return present({
    fulfillmentMethodRef: refOf('fulfillmentMethodRef'),
    typeOfTravelDocumentToIssueRef: refOf('typeOfTravelDocumentToIssueRef'),
    customerAccountRef: refOf('customerAccountRef'),
    distributionHolderCustomerId,
  });
}

function toRefOrNull(
  ref: EnturRefInput | null | undefined,
  path: InputPath,
  issues: InputIssues,
): RefBody | null {
  return ref == null ? null : toRef(ref, path, issues);
}

function toRef({ id, version }: EnturRefInput, path: InputPath, issues: InputIssues): RefBody {
  checkText(id, [...path, 'id'], issues);
  checkText(version, [...path, 'version'], issues);
  return present({ id, version });
}
