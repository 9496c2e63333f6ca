import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import type { ActionRequest, Answer, CommandRequest, Reader } from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import type { CadenceService } from './cadence.service.ts';
import { cadenceLine } from './cadence.views.ts';
import type { OccurrenceListeners } from './occurrence.listeners.ts';
import type { OccurrenceService } from './occurrence.service.ts';
import type { SeriesService } from './series.service.ts';
import { seriesName } from './series.ts';
import { listBlocks, nextBlocks, type SeriesLine, whenText } from './series.views.ts';
import { readMove, readSeries, readSkip, readVerb, type Verb } from './series-command.ts';
import type { SeriesFormListeners } from './series-form.listeners.ts';

const datesShown = 5;

const seriesValue = z.coerce.number().int();

/** The other verbs of the command, which other parts of this feature answer. */
export type OtherVerbs = Record<
  'agenda' | 'calendar' | 'followUps',
  (request: CommandRequest, rest: string) => Promise<Answer>
>;

/** The verbs about one series that there is. */
type SeriesVerb = Exclude<Verb, keyof OtherVerbs | 'new' | 'list' | 'next'>;

export function createSeriesListeners(options: {
  db: Db;
  series: SeriesService;
  occurrences: OccurrenceService;
  onForm: SeriesFormListeners;
  onOccurrence: OccurrenceListeners;
  cadences: CadenceService;
  others: OtherVerbs;
}) {
  const { db, series: service, occurrences, onForm, onOccurrence, others } = options;

  async function list({ reader, texts: t }: Pick<CommandRequest, 'reader' | 'texts'>): Promise<Answer> {
    const all = await service.list(reader.workspaceId);
    const lines = await Promise.all(
      all.map(
        async (series): Promise<SeriesLine> => ({
          series,
          next: await occurrences.nextOf(series),
          cadence: cadenceLine(t, await options.cadences.of(series)),
          mayChange: await service.requireMayChange(reader, series).then(
            () => true,
            () => false,
          ),
        }),
      ),
    );
    return { kind: 'ephemeral', text: t.t('syncs.listTitle'), blocks: listBlocks(t, lines) };
  }

  async function next({ reader, texts: t }: CommandRequest): Promise<Answer> {
    const soonest = await occurrences.nextDates(reader.workspaceId, datesShown);
    return { kind: 'ephemeral', text: t.t('syncs.nextTitle'), blocks: nextBlocks(t, soonest) };
  }

  async function stateAnswer(
    t: Texts,
    reader: Reader,
    verb: 'pause' | 'resume' | 'end',
    id: number,
  ): Promise<Answer> {
    const changed = await service[verb](reader, id);
    const key = ({ pause: 'syncs.paused', resume: 'syncs.resumed', end: 'syncs.ended' } as const)[verb];
    const next = verb === 'resume' ? whenText(t, await occurrences.nextOf(changed)) : '';
    return { kind: 'ephemeral', text: t.t(key, { name: seriesName(id), next }) };
  }

  /** The verbs about one series that exists. */
  async function about(request: CommandRequest, verb: SeriesVerb, rest: string) {
    const { reader, texts: t } = request;
    const named = readSeries(rest, await service.list(reader.workspaceId), verb);
    const series = await service.existing(reader.workspaceId, named.id);
    const at = { now: await databaseNow(db), timeZone: series.timezone, locale: reader.locale };
    switch (verb) {
      case 'skip': {
        const skipped = await occurrences.skip(
          reader,
          request.requestKey,
          named.id,
          readSkip(named.rest, at),
        );
        return onOccurrence.skippedAnswer(t, reader, skipped);
      }
      case 'move': {
        const { day, at: moment } = readMove(named.rest, at);
        if (moment === null) return onOccurrence.moveAnswer(t, reader, named.id, day);
        const moved = await occurrences.move(reader, named.id, day, moment, null);
        return { kind: 'ephemeral', text: onOccurrence.movedText(t, moved) } satisfies Answer;
      }
      case 'change':
        return onForm.changeForm(reader, t, named.id);
      default:
        return stateAnswer(t, reader, verb, named.id);
    }
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const { verb, rest } = readVerb(request.text);
      if (verb === 'new') return onForm.create(request, rest);
      if (verb === 'list') return list(request);
      if (verb === 'next') return next(request);
      if (verb === 'agenda' || verb === 'calendar' || verb === 'followUps')
        return others[verb](request, rest);
      return about(request, verb, rest);
    },

    pause: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      stateAnswer(t, reader, 'pause', seriesValue.parse(value)),

    resume: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      stateAnswer(t, reader, 'resume', seriesValue.parse(value)),

    end: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      stateAnswer(t, reader, 'end', seriesValue.parse(value)),
  };
}
