import type { PrefillProductOrderInput } from '../../schema/product-orders/PrefillProductOrderInput.js';
import { ProductType } from '../../schema/product-orders/ProductType.js';
import { ProductUseCase } from '../../schema/product-orders/ProductUseCase.js';
import type { InputIssues } from '../shared/input-issues.js';

/**
 * Warns of what the product or its use calls for and the input leaves out. The API takes such an order, but the
 * merchant then has to fill in the rest by hand.
 */
export function warnAboutMissingFields(input: PrefillProductOrderInput, issues: InputIssues): void {
  const { productType, productUseCase: useCase, website, app } = input;
  const miss = (path: readonly string[], why: string): void => {
    issues.warn(path, 'MISSING', `${path.join('.')} is missing: ${why}, or the merchant has to fill it in.`);
  };
  const onWebsite = useCase === ProductUseCase.WEBSITE || useCase === ProductUseCase.WEBSITE_WITH_TEST;
  const elsewhere = useCase === ProductUseCase.APP || useCase === ProductUseCase.UNKNOWN;
  if (website == null && onWebsite) miss(['website'], `give it for the use ${useCase}`);
  else if (website == null && productType === ProductType.PAYMENT_INTEGRATION && !elsewhere) {
    miss(['website'], 'give it for PAYMENT_INTEGRATION');
  }
  if (useCase === ProductUseCase.WEBSITE_WITH_TEST && website != null) {
    for (const name of ['testWebsiteUrl', 'testWebsiteUsername', 'testWebsitePassword'] as const) {
      if (website[name] == null) miss(['website', name], 'give it for the use WEBSITE_WITH_TEST');
    }
  }
  if (app == null && useCase === ProductUseCase.APP) miss(['app'], 'give it for the use APP');
  if (productType === ProductType.CASHIER) warnAboutTill(input, issues);
}

/** A till sells neither on a website nor in an app, and whoever reviews the order needs to know which till it is. */
function warnAboutTill(
  { productUseCase, intendedPurpose }: PrefillProductOrderInput,
  issues: InputIssues,
): void {
  if (productUseCase != null && productUseCase !== ProductUseCase.UNKNOWN) {
    issues.warn(
      ['productUseCase'],
      'UNUSUAL',
      'productUseCase is UNKNOWN for most CASHIER orders: tills are in none of the other places.',
    );
  }
  if (intendedPurpose == null) {
    const advice = 'intendedPurpose is missing: tell which till system is used, or the order may be delayed.';
    issues.warn(['intendedPurpose'], 'MISSING', advice);
  }
}
