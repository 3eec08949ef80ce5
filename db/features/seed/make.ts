import {
  blankContact,
  blankCustomer,
  CATEGORIES,
  type Category,
  type CustomerInput,
} from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { Division } from '../../domain/divisions.ts';
import type { Secrecy } from '../../domain/roles.ts';
import { usccCheckCharacter } from '../../domain/uscc.ts';
import type { Random } from './random.ts';
import * as words from './words.ts';

/** What trial customers are made from. */
export interface Ground {
  readonly provinces: readonly Division[];
  /** Codes of the lists that the vault has. */
  readonly codes: Readonly<Record<'grade' | 'industry' | 'size' | `sub_type_${Category}`, readonly string[]>>;
  /** Persons who can be responsible. */
  readonly people: readonly number[];
  readonly today: Day;
}

export interface MadeCustomer {
  readonly input: CustomerInput;
  readonly filedOn: Day;
  /** The name in its parts; the order of lists reads each part aloud once. */
  readonly nameParts: readonly string[];
}

const DAY_MS = 86_400_000;
const GUANGDONG = '440000';

/** One customer as a hardware maker in Foshan might know it. Fields are left empty as often as in a real ledger. */
export function makeCustomer(random: Random, ground: Ground, index: number): MadeCustomer {
  const category = random.chance(0.62) ? 'client' : random.chance(0.85) ? 'supplier' : pickCategory(random);
  const individual = category === 'client' && random.chance(0.06);
  const place = pickPlace(random, ground);
  const nameParts = individual ? [personName(random)] : companyName(random, category, place);
  const name = nameParts.join('');
  const filedOn = dayBefore(ground.today, random.below(18 * 365));
  const grade = random.chance(0.85) ? gradeOf(random, ground) : null;
  const secrecy = secrecyOf(random, ground.codes.grade.indexOf(grade ?? ''));
  return {
    nameParts,
    filedOn,
    input: {
      ...blankCustomer(category),
      party: individual ? 'individual' : 'organisation',
      name,
      formerNames: random.chance(0.04) ? [companyName(random, category, place).join('')] : [],
      uscc: individual || random.chance(0.2) ? null : makeUscc(random, place.city),
      subType: random.chance(0.9) ? random.pick(ground.codes[`sub_type_${category}`]) : null,
      industry: random.chance(0.8) ? random.pick(ground.codes.industry) : null,
      size: random.chance(0.6) ? random.pick(ground.codes.size) : null,
      status: category === 'client' ? statusOf(random) : null,
      province: place.province.code,
      city: place.city.code,
      district: place.district?.code ?? null,
      address: random.chance(0.92) ? makeAddress(random, place) : null,
      phones: random.chance(0.4) ? [landline(random)] : [],
      grade,
      secrecy,
      secrecyUntil:
        secrecy !== 'normal' && random.chance(0.1)
          ? dayBefore(ground.today, random.below(4_000) - 3_600)
          : null,
      retention: random.chance(0.75) ? 'D30' : random.chance(0.6) ? 'D10' : 'Y',
      firstContactOn: random.chance(0.93) ? dayBefore(filedOn, random.below(12)) : null,
      annualVolume: random.chance(0.5) ? random.below(20_000_000) : null,
      legacyCode: random.chance(0.5) ? `K${String(index + 1).padStart(6, '0')}` : null,
      responsibleId: ground.people.length > 0 && random.chance(0.9) ? random.pick(ground.people) : null,
      shelf: random.chance(0.8)
        ? {
            room: null,
            cabinet: String(1 + Math.floor(index / 600)),
            level: 1 + (Math.floor(index / 100) % 6),
            position: 1 + (index % 100),
          }
        : null,
      indexTerms: random.chance(0.15) ? [random.pick(words.INDEX_TERMS)] : [],
      note: random.chance(0.5) ? makeNote(random) : null,
      contacts: makeContacts(random, individual ? name : null),
    },
  };
}

interface Place {
  readonly province: Division;
  readonly city: Division;
  readonly district: Division | null;
}

function pickPlace(random: Random, { provinces }: Ground): Place {
  const home = provinces.find(({ code }) => code === GUANGDONG) ?? random.pick(provinces);
  const withCities = provinces.filter(({ children }) => children.length > 0);
  const province = random.chance(0.55) ? home : random.pick(withCities);
  const city = random.pick(province.children);
  return { province, city, district: city.children.length > 0 ? random.pick(city.children) : null };
}

function pickCategory(random: Random): Category {
  return random.chance(0.7) ? 'partner' : random.pick(CATEGORIES);
}

function companyName(random: Random, category: Category, { city }: Place): string[] {
  const brand =
    random.pick(words.BRAND_CHARACTERS) +
    random.pick(words.BRAND_CHARACTERS) +
    (random.chance(0.25) ? random.pick(words.BRAND_CHARACTERS) : '');
  const rest =
    category === 'partner'
      ? [random.pick(words.PARTNER_FORMS)]
      : [random.pick(words.TRADES), random.pick(words.FORMS)];
  const draw = random.next();
  if (draw < 0.7) return [city.name, brand, ...rest];
  return draw < 0.85 ? [brand, `（${city.name.replace(/市$/, '')}）`, ...rest] : [brand, ...rest];
}

function personName(random: Random): string {
  const given =
    random.pick(words.GIVEN_CHARACTERS) + (random.chance(0.7) ? random.pick(words.GIVEN_CHARACTERS) : '');
  return random.pick(words.SURNAMES) + given;
}

function gradeOf(random: Random, { codes }: Ground): string | null {
  const { grade } = codes;
  // Each grade is some twice as common as the better one before it.
  const draw = random.next() * (2 ** grade.length - 1);
  return grade[Math.min(grade.length - 1, Math.floor(Math.log2(draw + 1)))] ?? null;
}

/** The grade proposes the class (S1): the best mostly 绝密, the next 机密. */
function secrecyOf(random: Random, grade: number): Secrecy {
  if (grade < 0 || random.chance(0.6)) return 'normal';
  if (grade === 0) return random.chance(0.5) ? 'top_secret' : 'secret';
  return grade === 1 && random.chance(0.5) ? 'secret' : 'confidential';
}

function statusOf(random: Random): CustomerInput['status'] {
  const draw = random.next();
  if (draw < 0.7) return 'active';
  return draw < 0.88 ? 'negotiating' : 'stopped';
}

const USCC_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function makeUscc(random: Random, city: Division): string {
  let body = `91${city.code.slice(0, 4)}${random.digits(2)}`;
  while (body.length < 17) body += USCC_CHARACTERS.charAt(random.below(USCC_CHARACTERS.length));
  return body + (usccCheckCharacter(body) ?? '');
}

function makeAddress(random: Random, { province, city, district }: Place): string {
  const cityName = city.name === province.name ? '' : city.name;
  return `${province.name}${cityName}${district?.name ?? ''}${random.pick(words.ROADS)}${1 + random.below(400)}号`;
}

function makeNote(random: Random): string {
  let note = random.pick(words.NOTES);
  while (random.chance(0.4)) note += random.pick(words.NOTES);
  return note;
}

function makeContacts(random: Random, name: string | null): CustomerInput['contacts'] {
  const count = name === null ? 1 + (random.chance(0.5) ? 1 : 0) + (random.chance(0.1) ? 1 : 0) : 1;
  return Array.from({ length: count }, (_, index) => ({
    ...blankContact(),
    name: index === 0 && name !== null ? name : personName(random),
    position: random.chance(0.6) ? random.pick(words.POSITIONS) : null,
    mobile: random.chance(0.9) ? `1${random.pick(MOBILE_STARTS)}${random.digits(8)}` : null,
    phone: random.chance(0.15) ? landline(random) : null,
  }));
}

const MOBILE_STARTS = [
  '30',
  '33',
  '35',
  '36',
  '37',
  '38',
  '39',
  '50',
  '51',
  '58',
  '59',
  '80',
  '86',
  '88',
  '89',
];
const AREAS = ['0757', '020', '0755', '0769', '0760', '0750', '021', '010', '0571'];

function landline(random: Random): string {
  return `${random.pick(AREAS)}-${2 + random.below(7)}${random.digits(7)}`;
}

/** The day that lies `days` before; negative: after. */
function dayBefore(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}
