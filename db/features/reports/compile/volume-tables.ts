import {
  coverageText,
  rankedBy,
  VOLUME_CLASSES,
  volumeCurve,
  type VolumeCurve,
} from '../../../domain/figures/abc.ts';
import { FEN_PER_WAN, wanText } from '../../../domain/figures/money.ts';
import { differenceText, sharesOf } from '../../../domain/figures/rates.ts';
import type { Figure, ReportColumn } from '../../../domain/reports/figures.ts';
import type { Secrecy } from '../../../domain/roles.ts';
import { stricter } from '../../../work/reach.ts';
import { readArchiveNos, readNames, secrecyInForce } from '../../customers/service.ts';
import { word, wordOf } from '../words.ts';
import { countOf } from './grouping.ts';
import { once } from './once.ts';
import type { Counted, Scene } from './scene.ts';
import { grouped, measure, type TableMaker } from './table-maker.ts';

/** 合同额 is kept in whole yuan. */
const FEN_PER_YUAN = 100n;

/** The ids that are counted, the volume of each in whole yuan, 0 where none is known, and what they come to. */
interface Volumes {
  readonly ids: Int32Array;
  readonly volumes: Float64Array;
  readonly curve: VolumeCurve;
}

/** Both tables are of one curve. */
const volumesOf = once(({ moment, mask }: Counted): Volumes => {
  const { codes, values } = moment.column('annualVolume');
  const numbers = Float64Array.from(values, (value) => Number(value ?? 0));
  const count = countOf(mask);
  const [ids, volumes] = [new Int32Array(count), new Float64Array(count)];
  let at = 0;
  for (let id = 0; id < mask.length; id += 1) {
    if (mask[id] !== 1) continue;
    ids[at] = id;
    volumes[at] = numbers[codes[id] ?? 0] ?? 0;
    at += 1;
  }
  return { ids, volumes, curve: volumeCurve(volumes) };
});

const fenOf = (yuan: bigint | number): bigint => BigInt(yuan) * FEN_PER_YUAN;

/** ABC by volume: how many customers make 80 % of it, how many the next 15 %, and who makes none. */
export const volume: TableMaker = {
  fields: ['annualVolume'],
  tellsAll: ['volume', 'volume_share', 'cumulative'],
  chart: { kind: 'bar', column: 'volume' },
  behind(scene, { row, measure: measured }) {
    const { end } = scene.now;
    if (measured !== 'count' && measured !== 'volume') return null;
    if (row === '') return end.mask;
    const { curve, ...all } = volumesOf(end);
    const behind = row === 'none' ? end.mask.slice() : new Uint8Array(end.mask.length);
    const largest = firstByVolume(scene, all, all.volumes.length);
    for (const { item, class: klass } of rankedBy(largest, (one) => one.volume, curve.positiveTotal))
      behind[item.id] = Number(klass === row);
    return behind;
  },
  make(scene) {
    const { curve } = volumesOf(scene.now.end);
    const groups = [
      ...VOLUME_CLASSES.map((name) => ({ key: name, ...curve.classes[name] })),
      { key: 'none', ...curve.without },
    ];
    const shares = sharesOf(groups.map(({ count }) => count));
    const ofVolume = sharesOf(VOLUME_CLASSES.map((name) => curve.classes[name].volume));
    let cumulative = 0n;
    const count = groups.reduce((sum, group) => sum + group.count, 0);
    const rows = groups.map(({ key, count: own, volume: sum }, at) => {
      const isRanked = key !== 'none';
      if (isRanked) cumulative += sum;
      const figures: Figure[] = [
        own,
        shares[at] ?? null,
        wanText(fenOf(sum)),
        ofVolume[at] ?? null,
        isRanked ? coverageText(curve, cumulative) : null,
      ];
      return { key, label: wordOf(`volume.${key}`), figures, group: null, archive: null };
    });
    const difference = differenceText(
      groups.map((group) => fenOf(group.volume)),
      { total: fenOf(curve.net), unit: FEN_PER_WAN, decimals: 2 },
    );
    return {
      head: word('volume.head'),
      columns: [
        { key: 'count', title: measure('count'), kind: 'count', base: null },
        { key: 'share', title: measure('share', { base: grouped(count) }), kind: 'percent', base: 'count' },
        { key: 'volume', title: measure('volume'), kind: 'wan', base: null },
        {
          key: 'volume_share',
          title: measure('volume_share', { base: wanText(fenOf(curve.positiveTotal)) }),
          kind: 'percent',
          base: 'volume',
        },
        { key: 'cumulative', title: measure('cumulative'), kind: 'percent', base: 'volume' },
      ] satisfies ReportColumn[],
      rows,
      totals: [count, count === 0 ? null : '100.0', wanText(fenOf(curve.net)), null, null],
      notes: [word('volume.rule'), ...(difference === null ? [] : [word('note.rounded', { difference })])],
    };
  },
};

/** The customers with the most volume, each with what it and those before make of all. */
export const volumeTop: TableMaker = {
  fields: ['annualVolume', 'secrecy', 'secrecyUntil'],
  make(scene) {
    const { curve, ...all } = volumesOf(scene.now.end);
    const largest = firstByVolume(scene, all, scene.choices.names);
    const first = [...rankedBy(largest, (one) => one.volume, curve.positiveTotal)];
    const names = namesOf(
      scene,
      largest.map(({ id }) => id),
    );
    const sum = first.at(-1)?.cumulative ?? 0n;
    const difference = differenceText(
      largest.map((one) => fenOf(one.volume)),
      { total: fenOf(sum), unit: FEN_PER_WAN, decimals: 2 },
    );
    return {
      head: word('head.archive'),
      columns: [
        { key: 'archive_no', title: word('head.archive_no'), kind: 'text', base: null },
        { key: 'volume', title: measure('volume'), kind: 'wan', base: null },
        {
          key: 'cumulative',
          title: measure('cumulative_of', { base: wanText(fenOf(curve.positiveTotal)) }),
          kind: 'percent',
          base: 'volume',
        },
        { key: 'class', title: word('volume.head'), kind: 'text', base: null },
      ] satisfies ReportColumn[],
      rows: first.map(({ item: { id, volume: own }, cumulative, class: klass }, at) => {
        const { archiveNo, name, secrecy } = names[at] ?? UNKNOWN;
        return {
          key: archiveNo,
          label: name,
          figures: [archiveNo, wanText(fenOf(own)), coverageText(curve, cumulative), klass],
          group: null,
          archive: { id, secrecy },
        };
      }),
      totals: [null, wanText(fenOf(sum)), coverageText(curve, sum), null],
      notes: difference === null ? [] : [word('note.rounded', { difference })],
    };
  },
};

/** The largest volumes, equal ones by 档号. */
function firstByVolume(
  { db }: Pick<Scene, 'db'>,
  { ids, volumes }: Pick<Volumes, 'ids' | 'volumes'>,
  most: number,
): Array<{ readonly id: number; readonly volume: number }> {
  const least = Math.max(1, volumes.toSorted().at(-most) ?? 0);
  const candidates: Array<{ id: number; volume: number }> = [];
  volumes.forEach((volume, at) => {
    if (volume >= least) candidates.push({ id: ids[at] ?? 0, volume });
  });
  const numbers = readArchiveNos(
    db,
    candidates.map(({ id }) => id),
  );
  const numberOf = ({ id }: { id: number }): string => numbers.get(id) ?? '';
  return candidates
    .sort((one, other) => other.volume - one.volume || (numberOf(one) < numberOf(other) ? -1 : 1))
    .slice(0, most);
}

const UNKNOWN = { archiveNo: '', name: '', secrecy: 'top_secret' as Secrecy };

/** Names as they were at the end of the period, each under the stricter of the class of then and of today. */
export function namesOf({ db, now, today }: Pick<Scene, 'db' | 'now' | 'today'>, ids: readonly number[]) {
  const { moment } = now.end;
  const [secrecy, until] = [moment.column('secrecy'), moment.column('secrecyUntil')];
  return readNames(db, ids, moment.lastChange).map(({ id, archiveNo, name, guarded }) => {
    const then = {
      secrecy: secrecy.values[secrecy.codes[id] ?? 0] as Secrecy,
      secrecyUntil: (until.values[until.codes[id] ?? 0] ?? null) as string | null,
    };
    const strict = stricter(secrecyInForce(then, moment.day), secrecyInForce(guarded, today));
    return { archiveNo, name, secrecy: strict };
  });
}
