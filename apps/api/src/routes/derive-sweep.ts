import {
  SubmitHeaders,
  SubmitQuery,
  SubmittedSweep,
  SweepClone,
  SweepDerivation,
  SweepExtension,
  SweepPath,
} from '@rote/contracts';
import {
  canonicalJson,
  extendSpec,
  mergePatch,
  readSweepSpec,
  sha256Hex,
  type SweepSpec,
} from '@rote/domain';
import { Type } from 'typebox';
import { chooseProject } from '../access/check-project.js';
import { authorOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseWithPlaces } from '../bodies/body-text.js';
import { parseBody } from '../bodies/parse-body.js';
import { presentSweep } from '../presenters/present-sweep.js';
import { planSpec, submitSpec, unquoteKey } from '../sweeps/submit-spec.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

const ANSWERS = {
  200: Type.Union([SubmittedSweep, SweepDerivation], {
    description: 'With dryRun, the new spec and its plan; otherwise, the sweep that exists already',
  }),
  201: {
    description: 'The new sweep; its address is in the Location header',
    content: { 'application/json': { schema: SubmittedSweep } },
  },
  ...problemResponses(
    'sweep-not-found',
    'spec-invalid',
    'project-not-allowed',
    'project-not-found',
    'idempotency-conflict',
    ...BODY_PROBLEMS,
  ),
} as const;

/** Adds the routes that make a sweep of another one. */
export function addDerivedSweepRoutes(
  app: App,
  deps: Pick<AppOptions, 'store' | 'feeder' | 'leaseMs'>,
): void {
  const { store } = deps;
  const shared = {
    tags: ['sweeps'],
    consumes: [...SPEC_MEDIA_TYPES],
    params: SweepPath,
    querystring: SubmitQuery,
    headers: SubmitHeaders,
    response: ANSWERS,
  };

  app.post(
    '/v1/sweeps/:id/clone',
    {
      schema: {
        ...shared,
        operationId: 'cloneSweep',
        summary: 'Submit the spec of a sweep again, with changes',
        description:
          'The new sweep is in the project of the old one unless the key or `project` says otherwise. The body is a merge patch (RFC 7396) of the spec; without one, the spec is submitted as it is. Cells that have their result are not trained again. With `dryRun`, the answer is the new spec and its plan.',
        body: SweepClone,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const original = await store.sweeps.get(id);
      const project = await chooseProject(request, store, original.project);
      const read = parseWithPlaces(
        (patch) => readSweepSpec(mergePatch(original.spec, patch ?? {})),
        request.body as unknown,
      );
      if (request.query.dryRun) return { spec: read.spec, plan: await planSpec(deps, read) };
      const { sweep, created } = await submitSpec(deps, read, {
        key: unquoteKey(request.headers['idempotency-key']),
        author: authorOf(request),
        project,
        origin: { sweep: id, how: 'clone' },
      });
      return await reply
        .code(created ? 201 : 200)
        .header('location', `/v1/sweeps/${sweep.id}`)
        .send(sweep);
    },
  );

  app.post(
    '/v1/sweeps/:id/extend',
    {
      schema: {
        ...shared,
        operationId: 'extendSweep',
        summary: 'Add values to axes of a sweep, as a new sweep',
        description:
          'The new sweep has all cells of the old one and the new combinations; those with a result are cached, and the old sweep stays as it is. Further grids (`include`) stay as they are. Sent again, it finds the sweep that it made, also without an idempotency key; if every value is there already, it answers with the old sweep.',
        body: SweepExtension,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const original = await store.sweeps.get(id);
      const project = await chooseProject(request, store, original.project);
      const { axes, name = original.name } = parseBody(SweepExtension, request.body);
      const extended = extendSpec(original.spec, axes);
      const spec: SweepSpec = { ...extended, name };
      const read = { spec, placeOf: (pointer: string) => pointer };
      if (request.query.dryRun) return { spec, plan: await planSpec(deps, read) };
      if (canonicalJson(extended) === canonicalJson(original.spec))
        return await reply
          .code(200)
          .header('location', `/v1/sweeps/${id}`)
          .send({ ...(await presentSweep(original, deps)), warnings: [] });
      const elsewhere = project === original.project ? '' : ` ${project}`;
      const ofContent = `extend ${id} ${sha256Hex(canonicalJson(spec))}${elsewhere}`;
      const { sweep, created } = await submitSpec(deps, read, {
        key: unquoteKey(request.headers['idempotency-key']) ?? ofContent,
        author: authorOf(request),
        project,
        origin: { sweep: id, how: 'extend' },
      });
      return await reply
        .code(created ? 201 : 200)
        .header('location', `/v1/sweeps/${sweep.id}`)
        .send(sweep);
    },
  );
}
