/** Goods of a till: name, price of one in minor units with VAT, VAT in basis points or null, category. */
export type Goods = readonly [
  name: string,
  price: number,
  vatRate: number | null,
  category: string,
  byWeight?: true,
];

export const cafe: readonly Goods[] = [
  ['Kaffe', 4_500, 2_500, 'GOODS'],
  ['Kanelsnurr', 5_200, 1_500, 'GOODS'],
  ['Bønner 250 g', 14_900, 1_500, 'GOODS'],
  ['Krus', 19_900, 2_500, 'GOODS'],
  ['Brygekurs', 79_000, 0, 'SERVICE'],
];

export const fish: readonly Goods[] = [
  ['Torskefilet, kg', 34_900, 1_500, 'GOODS', true],
  ['Reker, kg', 24_900, 1_500, 'GOODS', true],
  ['Fiskesuppe', 18_900, 1_500, 'GOODS'],
  ['Bærepose', 400, 2_500, 'GOODS'],
];

/** Some goods without a VAT rate, as merchants may leave it out. */
export const flowers: readonly Goods[] = [
  ['Roser', 3_900, 2_500, 'GOODS'],
  ['Bukett', 44_900, null, 'GOODS'],
  ['Levering', 9_900, null, 'SERVICE'],
  ['Kort', 2_500, 2_500, 'GOODS'],
];

export const tickets: readonly Goods[] = [
  ['Voksen', 15_000, 1_200, 'SERVICE'],
  ['Barn', 7_500, 1_200, 'SERVICE'],
  ['Katalog', 22_000, 0, 'GOODS'],
  ['Guidet tur', 9_000, 1_200, 'SERVICE'],
];

export const festival: readonly Goods[] = [
  ['Drikke', 12_900, 2_500, 'GOODS'],
  ['Taco', 16_900, 1_500, 'GOODS'],
  ['T-skjorte', 34_900, 2_500, 'GOODS'],
  ['Dagspass', 89_000, 1_200, 'SERVICE'],
];

export const danishBakery: readonly Goods[] = [
  ['Rugbrød', 4_200, 2_500, 'GOODS'],
  ['Drømmekage', 2_800, 2_500, 'GOODS'],
  ['Kaffe', 3_200, 2_500, 'GOODS'],
  ['Mel, kg', 2_400, 2_500, 'GOODS', true],
];

export const finnishBakery: readonly Goods[] = [
  ['Korvapuusti', 390, 1_350, 'GOODS'],
  ['Kahvi', 320, 1_350, 'GOODS'],
  ['Ruisleipä', 480, 1_350, 'GOODS'],
  ['Kahvimuki', 1_450, 2_550, 'GOODS'],
];

export const theatre: readonly Goods[] = [
  ['Pääsylippu', 3_900, 1_350, 'SERVICE'],
  ['Käsiohjelma', 600, 1_350, 'GOODS'],
  ['Väliaikatarjoilu', 1_250, null, 'GOODS'],
];
