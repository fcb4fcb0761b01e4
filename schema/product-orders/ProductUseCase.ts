import { registerEnumType } from 'type-graphql';

export enum ProductUseCase {
  WEBSITE = 'WEBSITE',
  WEBSITE_WITH_TEST = 'WEBSITE_WITH_TEST',
  APP = 'APP',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ProductUseCase, {
  name: 'ProductUseCase',
  description: 'Where the sales will take place.',
  valuesConfig: {
    WEBSITE: {
      description: 'On a website that is open (`Website`): give `website.url` and `website.termsUrl`.',
    },
    WEBSITE_WITH_TEST: {
      description:
        'On a website that is not open yet (`WebsiteWithTest`): give the three `testWebsite…` fields too.',
    },
    APP: { description: 'In a native app (`App`): give `app.appName`.' },
    UNKNOWN: { description: 'Elsewhere, such as at a till (`Unknown`): tell in `intendedPurpose`.' },
  },
});
