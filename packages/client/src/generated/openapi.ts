// Written by "npm run docs" from the API's OpenAPI document.
// Do not edit.

export type paths = {
    readonly "/v1/sweeps": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List sweeps, newest first
         * @description Those that match every given parameter. Archived sweeps are left out unless `archived` asks for them.
         */
        readonly get: operations["listSweeps"];
        readonly put?: never;
        /**
         * Submit a sweep, or plan one
         * @description The spec is JSON or YAML. Cells that already have their result are not trained again; a sweep with only such cells is completed at once.
         */
        readonly post: operations["submitSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A sweep: its state, its cells by state, and how long it will take
         * @description A sweep: its state, its cells by state, and how long it will take.
         */
        readonly get: operations["getSweep"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a sweep that has ended
         * @description The sweep is gone at once and for good. Its cells follow in the background, with their results, learning curves, attempts, images, checkpoints and weights, except for cells that another sweep contains. A sweep that has not ended must be cancelled first. With `dryRun`, it only counts what would be deleted.
         */
        readonly delete: operations["deleteSweep"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change the name, the notes, the labels or the priority of a sweep
         * @description A merge patch (RFC 7396): fields that are left out stay, and so do labels; null removes a label. All of it is changed, or nothing. With If-Match, only if no person has changed the sweep since. Only the priority has an effect on cells, at once: if no slot is free, running cells of a lower priority are preempted, and later continue where they stopped. It can no longer change once the sweep has ended.
         */
        readonly patch: operations["patchSweep"];
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel a sweep
         * @description Cancels all cells that have not ended, including running ones, except those that another active or paused sweep contains; the answer names such sweeps. Of a large sweep, the answer may come before all pending cells are cancelled: none of them is trained.
         */
        readonly post: operations["cancelSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Pause a sweep
         * @description Starts none of its cells, and stops running ones after a checkpoint, except those that another active sweep contains. If the sweep is already paused, nothing changes.
         */
        readonly post: operations["pauseSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Resume a paused sweep
         * @description Its cells continue where they were. If the sweep is not paused, nothing changes.
         */
        readonly post: operations["resumeSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Retry failed cells of a sweep
         * @description Failed cells that match the filter, or all of them without one, get as many attempts as new cells. A completed or failed sweep becomes active; a cancelled one must be submitted again.
         */
        readonly post: operations["retrySweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/archive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Archive a sweep
         * @description Leaves it out of lists unless they ask for archived sweeps. Nothing else changes: its results stay, and cells that it waits for are trained. If it is already archived, nothing changes.
         */
        readonly post: operations["archiveSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/unarchive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring an archived sweep back
         * @description It is in lists again. If it is not archived, nothing changes.
         */
        readonly post: operations["unarchiveSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/bulk-changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change all sweeps that match a filter
         * @description Chooses the sweeps at once, in one query: those that match the filter and that the action would change. They are changed in the background, one after the other; the Location header has the address of the progress. With `dryRun`, it only counts, and `expected` makes sure that what happens is what was counted. A key for one project reaches only its sweeps.
         */
        readonly post: operations["changeSweeps"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/bulk-changes/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How far a change of many sweeps has come
         * @description How far a change of many sweeps has come.
         */
        readonly get: operations["getBulkChange"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/source": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The text of a sweep as it was submitted, with its comments
         * @description YAML or JSON, as the Content-Type says. If a submission was repeated with the same idempotency key, it is the text of the first. A sweep whose text was not kept is written out as YAML, and its first line says so.
         */
        readonly get: operations["getSweepSource"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/clone": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Submit the spec of a sweep again, with changes
         * @description The new sweep is in the project of the old one unless the key or `project` says otherwise. The body is a merge patch (RFC 7396) of the spec; without one, the spec is submitted as it is. Cells that have their result are not trained again. With `dryRun`, the answer is the new spec and its plan.
         */
        readonly post: operations["cloneSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/extend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Add values to axes of a sweep, as a new sweep
         * @description The new sweep has all cells of the old one and the new combinations; those with a result are cached, and the old sweep stays as it is. Further grids (`include`) stay as they are. Sent again, it finds the sweep that it made, also without an idempotency key; if every value is there already, it answers with the old sweep.
         */
        readonly post: operations["extendSweep"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/diff/{other}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How two sweeps differ: their specs by place, and their cells
         * @description The left sweep is the first in the address. Counts are of all cells; the list has the cells of one part, in pages.
         */
        readonly get: operations["diffSweeps"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/cells": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the cells of a sweep, in its order of expansion
         * @description List the cells of a sweep, in its order of expansion.
         */
        readonly get: operations["listSweepCells"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/results": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The results of a sweep: one row per cell, with every axis, its state and its metrics
         * @description Rows are those of the SQL view "results", with its column names, in the sweep’s order of expansion; a cell without a result has its axes and its state. As JSON they come in pages; as CSV, NDJSON, Arrow (an IPC stream) or Parquet all at once, as a stream. In Arrow, bigint is float64, so that JavaScript reads numbers, and text that repeats has a dictionary. In CSV, text that a spreadsheet would run as a formula is preceded by an apostrophe.
         */
        readonly get: operations["listResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/report/tables": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The rows behind the tables and figures of a sweep’s report
         * @description The rows behind the tables and figures of a sweep’s report.
         */
        readonly get: operations["listReportTables"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/axes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The axes that vary in a sweep, with their values
         * @description They are columns of the SQL views "results" and "sweep_axes": what a picture of the sweep can have as its axes.
         */
        readonly get: operations["getAxes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/curves": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The learning curves of many cells of a sweep in one answer
         * @description NDJSON and CSV have one row per epoch: position, epoch and the columns, as the SQL view "learning_curves" has them. Arrow (an IPC stream) has one row per cell: position, and a list of epochs and of each column. Rows are in order of position and epoch, and a cell without epochs has none. NaN and infinities are themselves in CSV and Arrow, and text in NDJSON.
         */
        readonly get: operations["getCurves"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/measures": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The complexity measures that cells of a sweep have at the end of training
         * @description One row for each measure of each cell with a result: position, measure and value, as the SQL view "final_measures" has them, in order of position and measure. NaN and infinities are themselves in CSV and Arrow (an IPC stream), and text in NDJSON.
         */
        readonly get: operations["getMeasures"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All of a sweep as files: results, cells, attempts, epochs, measures, examples and the spec
         * @description A zip archive without compression, which arrives while the database is read, all of it from one moment. Its last file, manifest.json, has the versions, the engines, and the columns, row count and SHA-256 of each file; an archive without it is not complete. “rote import” brings it into another Rote.
         */
        readonly get: operations["exportSweep"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The paper’s tables and figures for the results of a sweep, as one page
         * @description The page is self-contained. If the sweep has not ended, it covers the cells that have results, and lists those that have none.
         */
        readonly get: operations["getReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/figures": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the figures that a sweep has rows for
         * @description List the figures that a sweep has rows for.
         */
        readonly get: operations["listFigures"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/figures/{name}.svg": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A figure as SVG
         * @description A figure as SVG.
         */
        readonly get: operations["getFigureAsSvg"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/figures/{name}.png": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A figure as PNG
         * @description A figure as PNG.
         */
        readonly get: operations["getFigureAsPng"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/cells/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A cell: its settings, its attempts, its result
         * @description A cell: its settings, its attempts, its result.
         */
        readonly get: operations["getCell"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/cells/{id}/images": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Some train images of a cell, as its network sees them
         * @description About a dozen, evenly spread over the train set, each with its label for training and its true one.
         */
        readonly get: operations["getImages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/cells/{id}/curve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The learning curve of a cell
         * @description JSON comes in pages. CSV and NDJSON, by Accept header or `format`, have all epochs from `from` to `to` at once, as a stream. JSON has null for a loss that was not finite; CSV has NaN or Infinity.
         */
        readonly get: operations["getCurve"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/cells/{id}/why": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Why a cell waits
         * @description One sentence for people and a reason for programs, with the facts that it rests on: a paused sweep, a back-off after a failure, a quota, no worker, no GPU, a higher priority, busy slots, or its place on the way to a worker. A cell that has ended or is being trained says that.
         */
        readonly get: operations["explainCell"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/why": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Why the cells of a sweep wait, by reason
         * @description All cells of the sweep, those that have ended included: the counts add up to its cells.
         */
        readonly get: operations["explainSweep"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Query the results with SQL, as a link
         * @description Any SELECT over the documented views and functions, read-only, within the server’s limits of time and cost. JSON has the types of the columns and at most 10,000 rows and 64 MiB; NDJSON, CSV, Arrow (an IPC stream) and Parquet are streams of all rows. NaN and infinities are themselves in CSV, Arrow and Parquet, and text in JSON. Every further parameter of the address is the value of the :name of that name.
         */
        readonly get: operations["queryByLink"];
        readonly put?: never;
        /**
         * Query the results with SQL
         * @description Any SELECT over the documented views and functions, read-only, within the server’s limits of time and cost. JSON has the types of the columns and at most 10,000 rows and 64 MiB; NDJSON, CSV, Arrow (an IPC stream) and Parquet are streams of all rows. NaN and infinities are themselves in CSV, Arrow and Parquet, and text in JSON.
         */
        readonly post: operations["query"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/queues": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Jobs in the queue, and all cells by state
         * @description Jobs in the queue, and all cells by state.
         */
        readonly get: operations["getQueues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/queues/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How many attempts began and ended lately, and how long cells waited and ran
         * @description Stretches of equal length, at most 120, each with the median and the 95th percentile of the times.
         */
        readonly get: operations["getQueueHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Listen to what happens to all sweeps
         * @description Server-sent events, as they happen, until one side ends the stream. After Last-Event-ID (browsers send it by themselves when they connect again), what was missed comes first, from the database, which keeps events for a week. An event may arrive twice, with the same id, but none is left out. Three more events have no id of an event: stream.opened when everything missed has arrived, stream.missed if some events are no longer kept, and stream.closed with the reason if the server ends the stream.
         */
        readonly get: operations["listenToEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sweeps/{id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Listen to what happens to a sweep
         * @description Server-sent events, as they happen, until one side ends the stream. After Last-Event-ID (browsers send it by themselves when they connect again), what was missed comes first, from the database, which keeps events for a week. An event may arrive twice, with the same id, but none is left out. Three more events have no id of an event: stream.opened when everything missed has arrived, stream.missed if some events are no longer kept, and stream.closed with the reason if the server ends the stream.
         */
        readonly get: operations["listenToSweep"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List all webhooks, the newest first
         * @description List all webhooks, the newest first.
         */
        readonly get: operations["listWebhooks"];
        readonly put?: never;
        /**
         * Make a webhook, to which events are sent
         * @description Each event is a POST with the headers webhook-id, webhook-timestamp and webhook-signature of Standard Webhooks. The answer to this request is the only place where the secret appears. An address that is not on the public internet is rejected, unless the operator of the server allows it.
         */
        readonly post: operations["createWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a webhook and its deliveries
         * @description Delete a webhook and its deliveries.
         */
        readonly delete: operations["deleteWebhook"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was sent to a webhook, and what came of it
         * @description List what was sent to a webhook, and what came of it.
         */
        readonly get: operations["listWebhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send events to a webhook again
         * @description One event, whatever came of it, or all that failed. They keep their ids.
         */
        readonly post: operations["replayWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/workers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List workers
         * @description List workers.
         */
        readonly get: operations["listWorkers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/projects": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List all projects, by name, with what they use
         * @description List all projects, by name, with what they use.
         */
        readonly get: operations["listProjects"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/projects/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A project: its share, its quotas, and how much of them is used
         * @description A project: its share, its quotas, and how much of them is used.
         */
        readonly get: operations["getProject"];
        /**
         * Make a project, or replace its share and quotas
         * @description What the body omits is as in a new project: the share 1, and no quota. With `If-None-Match: *`, only if there is no such project. Cells that are running stay; from the next one on, the new quotas hold. The project default has a share but no quotas.
         */
        readonly put: operations["putProject"];
        readonly post?: never;
        /**
         * Delete a project without sweeps
         * @description A project that has sweeps, or keys that work, is not deleted, and neither is the project default.
         */
        readonly delete: operations["deleteProject"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List all keys, the newest first
         * @description List all keys, the newest first.
         */
        readonly get: operations["listKeys"];
        readonly put?: never;
        /**
         * Make a key
         * @description The answer is the only place where the key itself ever appears. The first key closes an API on a loopback address that was open without one.
         */
        readonly post: operations["createKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a key
         * @description It stops working at once, for good. If it is already revoked, nothing changes.
         */
        readonly delete: operations["revokeKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who sends this request, and what it may do
         * @description Needs no key: a page asks this first, and signs in if "scopes" lacks what it needs.
         */
        readonly get: operations["getSession"];
        readonly put?: never;
        /**
         * Sign in with a key, for pages of this server
         * @description Sets a cookie with the key, which no script can read and no other site can send. It ends with the key, and after 30 days at the latest. A request with an Authorization header is judged only by that header.
         */
        readonly post: operations["signIn"];
        /**
         * Sign out
         * @description Removes the cookie from this browser. The key works as before: revoke it if it may have leaked.
         */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who changed what, the newest first
         * @description Each change to a sweep or a key is recorded in the transaction that makes it. A request that changes nothing, such as a dry run or one that is rejected, leaves no entry.
         */
        readonly get: operations["listAuditEntries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether the process is alive and makes progress; if not, a restart helps
         * @description Whether the process is alive and makes progress; if not, a restart helps.
         */
        readonly get: operations["getLiveness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether the store and the queue are reachable
         * @description Whether the store and the queue are reachable.
         */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The main addresses of this server
         * @description Links as JSON, or the web page, by the Accept header.
         */
        readonly get: operations["getIndex"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/presets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The presets that a sweep file may name
         * @description Experiments, axes and ways of training of the paper. Cells are the same whether a file names a preset or has its values.
         */
        readonly get: operations["listPresets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the kinds of problems
         * @description Every answer with a status from 400 is a problem of one of these kinds.
         */
        readonly get: operations["listProblems"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems/{code}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A kind of problem: what it is, and what to do about it
         * @description A page for people, or JSON, by the Accept header.
         */
        readonly get: operations["getProblem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: {
        readonly SweepSpec: {
            /**
             * @description a whole sweep by its name; whatever the file says itself has precedence
             * @enum {string}
             */
            readonly preset?: "paper-table-1" | "paper-table-2" | "paper-table-4" | "paper-figure-1a" | "paper-figure-1bc" | "paper-figure-2b" | "paper-kernel-mnist" | "paper-theorem-1";
            /** @description a name of 1 to 200 characters, on one line and without control characters */
            readonly name?: string;
            /** @description cifar10, cifar100, mnist, fashion-mnist, synthetic, {name, train, test, subsetSeed, preprocessing} or {name: image-folder, folder, classes, images, train, test, subsetSeed} */
            readonly dataset?: ("cifar10" | "cifar100" | "mnist" | "fashion-mnist" | "synthetic") | {
                /**
                 * @description cifar10, cifar100, mnist, fashion-mnist, synthetic, image-folder
                 * @enum {string}
                 */
                readonly name: "cifar10" | "cifar100" | "mnist" | "fashion-mnist" | "synthetic";
                /** @description a whole number from 1 to 2147483647 */
                readonly train?: number;
                /** @description a whole number from 1 to 2147483647 */
                readonly test?: number;
                /** @description a whole number from 0 to 9007199254740991 */
                readonly subsetSeed?: number;
                /** @enum {string} */
                readonly preprocessing?: "whiten" | "scale";
            } | {
                /** @constant */
                readonly name: "image-folder";
                /** @description the name of a folder in the data directory, of letters, digits, ".", "_" and "-" */
                readonly folder: string;
                readonly classes: number;
                /** @description how many images the folder has: {train, test} */
                readonly images: {
                    /** @description a whole number from 1 to 2147483647 */
                    readonly train: number;
                    /** @description a whole number from 1 to 2147483647 */
                    readonly test: number;
                };
                /** @description a whole number from 1 to 2147483647 */
                readonly train?: number;
                /** @description a whole number from 1 to 2147483647 */
                readonly test?: number;
                /** @description a whole number from 0 to 9007199254740991 */
                readonly subsetSeed?: number;
            };
            readonly grid?: {
                readonly corruption?: readonly (("none" | "random-labels" | "random-binary-labels" | "shuffled-pixels" | "random-pixels" | "gaussian") | {
                    /** @constant */
                    readonly kind: "partial-labels";
                    /** @description a probability from 0 to 1 */
                    readonly probability: number | components["schemas"]["NumberRange"];
                    readonly excludeTrueClass?: boolean;
                } | {
                    /** @constant */
                    readonly kind: "asymmetric-labels";
                    /** @description a row for each true class: the probability of each class that its images may get */
                    readonly transitions: readonly (readonly number[])[];
                })[];
                readonly regularizer?: readonly ("none" | ("weight-decay" | "dropout" | "label-smoothing" | "random-crop" | "flip-rotation" | "mixup" | "early-stopping") | readonly ("weight-decay" | "dropout" | "label-smoothing" | "random-crop" | "flip-rotation" | "mixup" | "early-stopping")[] | {
                    /** @description auto (the usual value for the architecture) or a coefficient from 0: relative to the mean loss if the model is trained, to the sum over the train images if it is solved */
                    readonly weightDecay?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly dropout?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly labelSmoothing?: number | components["schemas"]["NumberRange"];
                    /** @enum {string} */
                    readonly augmentation?: "none" | "random-crop" | "flip-rotation";
                    readonly mixup?: number | components["schemas"]["NumberRange"];
                    /** @description a whole number from 1 to 2147483647 */
                    readonly patience?: number | components["schemas"]["NumberRange"];
                })[];
                readonly architecture?: readonly (("inception-small" | "inception-small-no-bn" | "alexnet-small" | "inception-v3" | "resnet-18" | "linear" | "linear-min-norm" | "kernel" | "memorizer") | string | {
                    /** @constant */
                    readonly kind: "resnet-18";
                    /** @description filters of the first stage; the others have 2, 4 and 8 times as many */
                    readonly width?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "mlp";
                    readonly depth: number | components["schemas"]["NumberRange"];
                    readonly width: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "linear";
                    /** @description raw, random-convolutions, gabor or {kind: random-convolutions, filters, side} */
                    readonly features?: ("raw" | "random-convolutions" | "gabor") | {
                        /** @constant */
                        readonly kind: "random-convolutions";
                        readonly filters?: number | components["schemas"]["NumberRange"];
                        readonly side?: number | components["schemas"]["NumberRange"];
                    };
                    /** @enum {string} */
                    readonly solver?: "sgd" | "min-norm";
                    /** @description standard deviation of the initial weights; 0 starts from zero */
                    readonly start?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "kernel";
                    /** @description raw, random-convolutions, gabor or {kind: random-convolutions, filters, side} */
                    readonly features?: ("raw" | "random-convolutions" | "gabor") | {
                        /** @constant */
                        readonly kind: "random-convolutions";
                        readonly filters?: number | components["schemas"]["NumberRange"];
                        readonly side?: number | components["schemas"]["NumberRange"];
                    };
                    /** @description γ of exp(−γ‖x − x′‖²), above 0 */
                    readonly gamma?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "memorizer";
                    readonly depth?: number | components["schemas"]["NumberRange"];
                    /** @enum {string} */
                    readonly precision?: "float64" | "float32";
                })[];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly seed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly labelSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly pixelSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly initSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly orderSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly trainImages?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly testLabels?: readonly ("clean" | "corrupted")[];
                readonly leaveOut?: readonly ("none" | number | components["schemas"]["NumberRange"])[];
                readonly epochs?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly batchSize?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly optimizer?: readonly (("sgd" | "adam") | {
                    /** @constant */
                    readonly kind?: "sgd";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly momentum?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind?: "adam";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly beta1?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly beta2?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 1e-20 */
                    readonly epsilon?: number | components["schemas"]["NumberRange"];
                })[];
                readonly decayPerEpoch?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly stepsPerDecay?: readonly ("auto" | number | components["schemas"]["NumberRange"])[];
                readonly stop?: readonly ("none" | {
                    readonly trainLoss?: number | components["schemas"]["NumberRange"];
                    /** @description a probability from 0 to 1 */
                    readonly trainAccuracy?: number | components["schemas"]["NumberRange"];
                })[];
                /** @description axes that advance together instead of being combined: the first value of each, the second of each, and so on; a list of such groups combines the groups */
                readonly zip?: {
                    readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                } | readonly {
                    readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                }[];
                /** @description further values of axes, each only for the combinations that have one of the values listed in its if */
                readonly conditional?: readonly {
                    readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly if: {
                        readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                    };
                }[];
                /** @description axes by the names of their values; a list of presets has those of each */
                readonly preset?: ("randomization-tests" | "label-noise-levels" | "paper-networks" | "paper-regularizers") | readonly ("randomization-tests" | "label-noise-levels" | "paper-networks" | "paper-regularizers")[];
            };
            /** @description a list of further grids; an omitted axis has the value in training, or the default */
            readonly include?: readonly {
                readonly corruption?: readonly (("none" | "random-labels" | "random-binary-labels" | "shuffled-pixels" | "random-pixels" | "gaussian") | {
                    /** @constant */
                    readonly kind: "partial-labels";
                    /** @description a probability from 0 to 1 */
                    readonly probability: number | components["schemas"]["NumberRange"];
                    readonly excludeTrueClass?: boolean;
                } | {
                    /** @constant */
                    readonly kind: "asymmetric-labels";
                    /** @description a row for each true class: the probability of each class that its images may get */
                    readonly transitions: readonly (readonly number[])[];
                })[];
                readonly regularizer?: readonly ("none" | ("weight-decay" | "dropout" | "label-smoothing" | "random-crop" | "flip-rotation" | "mixup" | "early-stopping") | readonly ("weight-decay" | "dropout" | "label-smoothing" | "random-crop" | "flip-rotation" | "mixup" | "early-stopping")[] | {
                    /** @description auto (the usual value for the architecture) or a coefficient from 0: relative to the mean loss if the model is trained, to the sum over the train images if it is solved */
                    readonly weightDecay?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly dropout?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly labelSmoothing?: number | components["schemas"]["NumberRange"];
                    /** @enum {string} */
                    readonly augmentation?: "none" | "random-crop" | "flip-rotation";
                    readonly mixup?: number | components["schemas"]["NumberRange"];
                    /** @description a whole number from 1 to 2147483647 */
                    readonly patience?: number | components["schemas"]["NumberRange"];
                })[];
                readonly architecture?: readonly (("inception-small" | "inception-small-no-bn" | "alexnet-small" | "inception-v3" | "resnet-18" | "linear" | "linear-min-norm" | "kernel" | "memorizer") | string | {
                    /** @constant */
                    readonly kind: "resnet-18";
                    /** @description filters of the first stage; the others have 2, 4 and 8 times as many */
                    readonly width?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "mlp";
                    readonly depth: number | components["schemas"]["NumberRange"];
                    readonly width: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "linear";
                    /** @description raw, random-convolutions, gabor or {kind: random-convolutions, filters, side} */
                    readonly features?: ("raw" | "random-convolutions" | "gabor") | {
                        /** @constant */
                        readonly kind: "random-convolutions";
                        readonly filters?: number | components["schemas"]["NumberRange"];
                        readonly side?: number | components["schemas"]["NumberRange"];
                    };
                    /** @enum {string} */
                    readonly solver?: "sgd" | "min-norm";
                    /** @description standard deviation of the initial weights; 0 starts from zero */
                    readonly start?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "kernel";
                    /** @description raw, random-convolutions, gabor or {kind: random-convolutions, filters, side} */
                    readonly features?: ("raw" | "random-convolutions" | "gabor") | {
                        /** @constant */
                        readonly kind: "random-convolutions";
                        readonly filters?: number | components["schemas"]["NumberRange"];
                        readonly side?: number | components["schemas"]["NumberRange"];
                    };
                    /** @description γ of exp(−γ‖x − x′‖²), above 0 */
                    readonly gamma?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "memorizer";
                    readonly depth?: number | components["schemas"]["NumberRange"];
                    /** @enum {string} */
                    readonly precision?: "float64" | "float32";
                })[];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly seed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly labelSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly pixelSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly initSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly orderSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly trainImages?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly testLabels?: readonly ("clean" | "corrupted")[];
                readonly leaveOut?: readonly ("none" | number | components["schemas"]["NumberRange"])[];
                readonly epochs?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly batchSize?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly optimizer?: readonly (("sgd" | "adam") | {
                    /** @constant */
                    readonly kind?: "sgd";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly momentum?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind?: "adam";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly beta1?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly beta2?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 1e-20 */
                    readonly epsilon?: number | components["schemas"]["NumberRange"];
                })[];
                readonly decayPerEpoch?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly stepsPerDecay?: readonly ("auto" | number | components["schemas"]["NumberRange"])[];
                readonly stop?: readonly ("none" | {
                    readonly trainLoss?: number | components["schemas"]["NumberRange"];
                    /** @description a probability from 0 to 1 */
                    readonly trainAccuracy?: number | components["schemas"]["NumberRange"];
                })[];
                /** @description axes that advance together instead of being combined: the first value of each, the second of each, and so on; a list of such groups combines the groups */
                readonly zip?: {
                    readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                } | readonly {
                    readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                }[];
                /** @description further values of axes, each only for the combinations that have one of the values listed in its if */
                readonly conditional?: readonly {
                    readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                    readonly if: {
                        readonly corruption?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly regularizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly architecture?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly seed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly labelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly pixelSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly initSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly orderSeed?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly trainImages?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly testLabels?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly leaveOut?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly epochs?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly batchSize?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly optimizer?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly decayPerEpoch?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly stepsPerDecay?: readonly unknown[] | components["schemas"]["NumberRange"];
                        readonly stop?: readonly unknown[] | components["schemas"]["NumberRange"];
                    };
                }[];
                /** @description axes by the names of their values; a list of presets has those of each */
                readonly preset?: ("randomization-tests" | "label-noise-levels" | "paper-networks" | "paper-regularizers") | readonly ("randomization-tests" | "label-noise-levels" | "paper-networks" | "paper-regularizers")[];
            }[];
            /** @description a list of patterns; a combination is excluded if it has one of the listed values on every axis that a pattern names */
            readonly exclude?: readonly {
                readonly corruption?: readonly (("none" | "random-labels" | "random-binary-labels" | "shuffled-pixels" | "random-pixels" | "gaussian") | {
                    /** @constant */
                    readonly kind: "partial-labels";
                    /** @description a probability from 0 to 1 */
                    readonly probability: number | components["schemas"]["NumberRange"];
                    readonly excludeTrueClass?: boolean;
                } | {
                    /** @constant */
                    readonly kind: "asymmetric-labels";
                    /** @description a row for each true class: the probability of each class that its images may get */
                    readonly transitions: readonly (readonly number[])[];
                })[];
                readonly regularizer?: readonly ("none" | ("weight-decay" | "dropout" | "label-smoothing" | "random-crop" | "flip-rotation" | "mixup" | "early-stopping") | readonly ("weight-decay" | "dropout" | "label-smoothing" | "random-crop" | "flip-rotation" | "mixup" | "early-stopping")[] | {
                    /** @description auto (the usual value for the architecture) or a coefficient from 0: relative to the mean loss if the model is trained, to the sum over the train images if it is solved */
                    readonly weightDecay?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly dropout?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly labelSmoothing?: number | components["schemas"]["NumberRange"];
                    /** @enum {string} */
                    readonly augmentation?: "none" | "random-crop" | "flip-rotation";
                    readonly mixup?: number | components["schemas"]["NumberRange"];
                    /** @description a whole number from 1 to 2147483647 */
                    readonly patience?: number | components["schemas"]["NumberRange"];
                })[];
                readonly architecture?: readonly (("inception-small" | "inception-small-no-bn" | "alexnet-small" | "inception-v3" | "resnet-18" | "linear" | "linear-min-norm" | "kernel" | "memorizer") | string | {
                    /** @constant */
                    readonly kind: "resnet-18";
                    /** @description filters of the first stage; the others have 2, 4 and 8 times as many */
                    readonly width?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "mlp";
                    readonly depth: number | components["schemas"]["NumberRange"];
                    readonly width: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "linear";
                    /** @description raw, random-convolutions, gabor or {kind: random-convolutions, filters, side} */
                    readonly features?: ("raw" | "random-convolutions" | "gabor") | {
                        /** @constant */
                        readonly kind: "random-convolutions";
                        readonly filters?: number | components["schemas"]["NumberRange"];
                        readonly side?: number | components["schemas"]["NumberRange"];
                    };
                    /** @enum {string} */
                    readonly solver?: "sgd" | "min-norm";
                    /** @description standard deviation of the initial weights; 0 starts from zero */
                    readonly start?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "kernel";
                    /** @description raw, random-convolutions, gabor or {kind: random-convolutions, filters, side} */
                    readonly features?: ("raw" | "random-convolutions" | "gabor") | {
                        /** @constant */
                        readonly kind: "random-convolutions";
                        readonly filters?: number | components["schemas"]["NumberRange"];
                        readonly side?: number | components["schemas"]["NumberRange"];
                    };
                    /** @description γ of exp(−γ‖x − x′‖²), above 0 */
                    readonly gamma?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind: "memorizer";
                    readonly depth?: number | components["schemas"]["NumberRange"];
                    /** @enum {string} */
                    readonly precision?: "float64" | "float32";
                })[];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly seed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly labelSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly pixelSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly initSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                /** @description a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range */
                readonly orderSeed?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly trainImages?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly testLabels?: readonly ("clean" | "corrupted")[];
                readonly leaveOut?: readonly ("none" | number | components["schemas"]["NumberRange"])[];
                readonly epochs?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly batchSize?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly optimizer?: readonly (("sgd" | "adam") | {
                    /** @constant */
                    readonly kind?: "sgd";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly momentum?: number | components["schemas"]["NumberRange"];
                } | {
                    /** @constant */
                    readonly kind?: "adam";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly beta1?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 0 to below 1 */
                    readonly beta2?: number | components["schemas"]["NumberRange"];
                    /** @description a number from 1e-20 */
                    readonly epsilon?: number | components["schemas"]["NumberRange"];
                })[];
                readonly decayPerEpoch?: readonly (number | components["schemas"]["NumberRange"])[] | components["schemas"]["NumberRange"];
                readonly stepsPerDecay?: readonly ("auto" | number | components["schemas"]["NumberRange"])[];
                readonly stop?: readonly ("none" | {
                    readonly trainLoss?: number | components["schemas"]["NumberRange"];
                    /** @description a probability from 0 to 1 */
                    readonly trainAccuracy?: number | components["schemas"]["NumberRange"];
                })[];
            }[];
            readonly training?: {
                /** @description a whole number from 1 to 1000000 */
                readonly epochs?: number;
                /** @description a whole number from 1 to 2147483647 */
                readonly batchSize?: number;
                /** @description sgd, adam, {kind: sgd, learningRate, momentum} or {kind: adam, learningRate, beta1, beta2, epsilon} */
                readonly optimizer?: ("sgd" | "adam") | {
                    /** @constant */
                    readonly kind?: "sgd";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number;
                    /** @description a number from 0 to below 1 */
                    readonly momentum?: number;
                } | {
                    /** @constant */
                    readonly kind?: "adam";
                    /** @description auto (the usual one for the optimizer and the architecture) or a number above 0 */
                    readonly learningRate?: "auto" | number;
                    /** @description a number from 0 to below 1 */
                    readonly beta1?: number;
                    /** @description a number from 0 to below 1 */
                    readonly beta2?: number;
                    /** @description a number from 1e-20 */
                    readonly epsilon?: number;
                };
                /** @description a factor above 0 and at most 1, applied to the learning rate after every stepsPerDecay steps (auto: an epoch of the whole train set, even if fewer images are trained on) */
                readonly decayPerEpoch?: number;
                /** @description auto (the steps of an epoch of the whole train set, even if fewer images are trained on) or a whole number from 1 */
                readonly stepsPerDecay?: "auto" | number;
                /** @description none, or {trainLoss, trainAccuracy}: training stops after the first epoch that meets both */
                readonly stop?: "none" | {
                    readonly trainLoss?: number;
                    /** @description a probability from 0 to 1 */
                    readonly trainAccuracy?: number;
                };
                /** @description a way of training by its name; of several, a later one has precedence */
                readonly preset?: ("paper-cifar10" | "paper-imagenet" | "long-for-augmentation" | "until-fitted" | "adam-defaults") | readonly ("paper-cifar10" | "paper-imagenet" | "long-for-augmentation" | "until-fitted" | "adam-defaults")[];
            };
            readonly measures?: {
                /** @description a list of distinct epochs after which to measure, in addition to the last one */
                readonly epochs?: readonly number[];
                readonly sharpness?: boolean;
                readonly examples?: boolean;
            };
            /** @description a whole number from -1000 to 1000; higher goes first */
            readonly priority?: number;
            /**
             * @description any or gpu: where its cells may be trained; gpu waits for a worker that has a GPU
             * @enum {string}
             */
            readonly device?: "any" | "gpu";
            /** @description true or false: whether to keep the final weights of its cells */
            readonly keepWeights?: boolean;
            /** @description a whole number of seconds from 1 to 31536000 (a year): how long one attempt at a cell may take */
            readonly timeLimitSeconds?: number;
        };
        /** @description a range: {from, to, step}, or linspace, logspace or geomspace: [first, last, count] */
        readonly NumberRange: {
            readonly from: number;
            readonly to: number;
            /** @description a number above 0 */
            readonly step?: number;
        } | {
            /** @description [first, last, count], count a whole number from 1 to 100000 */
            readonly linspace: readonly [
                number,
                number,
                number
            ];
        } | {
            /** @description [first, last, count], count a whole number from 1 to 100000 */
            readonly logspace: readonly [
                number,
                number,
                number
            ];
        } | {
            /** @description [first, last, count], both ends above 0 and count a whole number from 1 to 100000 */
            readonly geomspace: readonly [
                number,
                number,
                number
            ];
        };
        /** @description a sweep, with the spec it was submitted with */
        readonly Sweep: {
            /** @description a sweep id: a UUID in lower case */
            readonly id: string;
            readonly name: string;
            /** @description the project that it is in */
            readonly project: string;
            /** @description labels by key: 1 to 63 letters, digits, dots, hyphens, underscores or slashes, and a text of at most 200 characters */
            readonly labels: {
                readonly [key: string]: string;
            };
            /** @description what a person noted about it; empty for none */
            readonly notes: string;
            /**
             * @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed
             * @enum {string}
             */
            readonly state: "active" | "paused" | "completed" | "failed" | "cancelled";
            /** @description a whole number from -1000 to 1000; higher goes first */
            readonly priority: number;
            /**
             * @description gpu: its cells are trained only on GPUs
             * @enum {string}
             */
            readonly device: "any" | "gpu";
            /** @description whether the final weights of its cells are kept */
            readonly keepWeights: boolean;
            /** @description how long one attempt at a cell may take; null: no limit */
            readonly timeLimitSeconds: number | null;
            /**
             * Format: date-time
             * @description when it was submitted
             */
            readonly createdAt: string;
            /** @description null if it is not paused */
            readonly pausedAt: string | null;
            /** @description null if it is not archived */
            readonly archivedAt: string | null;
            /** @description counts the changes of its name, notes, labels, priority and archiving */
            readonly revision: number;
            readonly endedAt: string | null;
            /** @description number of cells */
            readonly cells: number;
            /** @description cells that had their result when it was submitted */
            readonly cached: number;
            readonly counts: components["schemas"]["CellCounts"];
            /** @description how long its cells have run in slots since they are in it, those that run now included; a cell of several sweeps counts in each */
            readonly slotSeconds: number;
            /** @description train images per second of its running cells, in the last epoch of each; null if none of them has finished one */
            readonly imagesPerSecond: number | null;
            /** @description estimate of the time left; null if the sweep has ended or is paused, nothing is known yet, or cells wait for a GPU */
            readonly remainingSeconds: number | null;
            /** @description now + remainingSeconds; null if that is null, or after the year 9999 */
            readonly eta: string | null;
            /** @description cells that ask for a GPU and wait because no live worker has one; 0 if one has */
            readonly waitingForGpu: number;
            /** @description how far remainingSeconds may be off, learned from finished cells; null if that is null, or while an architecture is left that has no record */
            readonly remainingInterval: {
                readonly low: number;
                readonly high: number;
            } | null;
            /** @description now + remainingInterval; null if that is null */
            readonly etaInterval: {
                /**
                 * Format: date-time
                 * @description rarely sooner
                 */
                readonly low: string;
                /** @description null: after the year 9999 */
                readonly high: string | null;
            } | null;
            readonly spec: components["schemas"]["SweepSpec"];
        };
        /** @description a sweep that was submitted, with warnings about its spec */
        readonly SubmittedSweep: {
            /** @description a sweep id: a UUID in lower case */
            readonly id: string;
            readonly name: string;
            /** @description the project that it is in */
            readonly project: string;
            /** @description labels by key: 1 to 63 letters, digits, dots, hyphens, underscores or slashes, and a text of at most 200 characters */
            readonly labels: {
                readonly [key: string]: string;
            };
            /** @description what a person noted about it; empty for none */
            readonly notes: string;
            /**
             * @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed
             * @enum {string}
             */
            readonly state: "active" | "paused" | "completed" | "failed" | "cancelled";
            /** @description a whole number from -1000 to 1000; higher goes first */
            readonly priority: number;
            /**
             * @description gpu: its cells are trained only on GPUs
             * @enum {string}
             */
            readonly device: "any" | "gpu";
            /** @description whether the final weights of its cells are kept */
            readonly keepWeights: boolean;
            /** @description how long one attempt at a cell may take; null: no limit */
            readonly timeLimitSeconds: number | null;
            /**
             * Format: date-time
             * @description when it was submitted
             */
            readonly createdAt: string;
            /** @description null if it is not paused */
            readonly pausedAt: string | null;
            /** @description null if it is not archived */
            readonly archivedAt: string | null;
            /** @description counts the changes of its name, notes, labels, priority and archiving */
            readonly revision: number;
            readonly endedAt: string | null;
            /** @description number of cells */
            readonly cells: number;
            /** @description cells that had their result when it was submitted */
            readonly cached: number;
            readonly counts: components["schemas"]["CellCounts"];
            /** @description how long its cells have run in slots since they are in it, those that run now included; a cell of several sweeps counts in each */
            readonly slotSeconds: number;
            /** @description train images per second of its running cells, in the last epoch of each; null if none of them has finished one */
            readonly imagesPerSecond: number | null;
            /** @description estimate of the time left; null if the sweep has ended or is paused, nothing is known yet, or cells wait for a GPU */
            readonly remainingSeconds: number | null;
            /** @description now + remainingSeconds; null if that is null, or after the year 9999 */
            readonly eta: string | null;
            /** @description cells that ask for a GPU and wait because no live worker has one; 0 if one has */
            readonly waitingForGpu: number;
            /** @description how far remainingSeconds may be off, learned from finished cells; null if that is null, or while an architecture is left that has no record */
            readonly remainingInterval: {
                readonly low: number;
                readonly high: number;
            } | null;
            /** @description now + remainingInterval; null if that is null */
            readonly etaInterval: {
                /**
                 * Format: date-time
                 * @description rarely sooner
                 */
                readonly low: string;
                /** @description null: after the year 9999 */
                readonly high: string | null;
            } | null;
            readonly spec: components["schemas"]["SweepSpec"];
            /** @description parts of the spec that have no effect, or another than they seem to; each with its place in the spec. At most 50; the last one says how many more there are */
            readonly warnings: readonly string[];
        };
        /** @description a cancelled sweep, and the sweeps that still want some of its cells */
        readonly CancelledSweep: {
            /** @description a sweep id: a UUID in lower case */
            readonly id: string;
            readonly name: string;
            /** @description the project that it is in */
            readonly project: string;
            /** @description labels by key: 1 to 63 letters, digits, dots, hyphens, underscores or slashes, and a text of at most 200 characters */
            readonly labels: {
                readonly [key: string]: string;
            };
            /** @description what a person noted about it; empty for none */
            readonly notes: string;
            /**
             * @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed
             * @enum {string}
             */
            readonly state: "active" | "paused" | "completed" | "failed" | "cancelled";
            /** @description a whole number from -1000 to 1000; higher goes first */
            readonly priority: number;
            /**
             * @description gpu: its cells are trained only on GPUs
             * @enum {string}
             */
            readonly device: "any" | "gpu";
            /** @description whether the final weights of its cells are kept */
            readonly keepWeights: boolean;
            /** @description how long one attempt at a cell may take; null: no limit */
            readonly timeLimitSeconds: number | null;
            /**
             * Format: date-time
             * @description when it was submitted
             */
            readonly createdAt: string;
            /** @description null if it is not paused */
            readonly pausedAt: string | null;
            /** @description null if it is not archived */
            readonly archivedAt: string | null;
            /** @description counts the changes of its name, notes, labels, priority and archiving */
            readonly revision: number;
            readonly endedAt: string | null;
            /** @description number of cells */
            readonly cells: number;
            /** @description cells that had their result when it was submitted */
            readonly cached: number;
            readonly counts: components["schemas"]["CellCounts"];
            /** @description how long its cells have run in slots since they are in it, those that run now included; a cell of several sweeps counts in each */
            readonly slotSeconds: number;
            /** @description train images per second of its running cells, in the last epoch of each; null if none of them has finished one */
            readonly imagesPerSecond: number | null;
            /** @description estimate of the time left; null if the sweep has ended or is paused, nothing is known yet, or cells wait for a GPU */
            readonly remainingSeconds: number | null;
            /** @description now + remainingSeconds; null if that is null, or after the year 9999 */
            readonly eta: string | null;
            /** @description cells that ask for a GPU and wait because no live worker has one; 0 if one has */
            readonly waitingForGpu: number;
            /** @description how far remainingSeconds may be off, learned from finished cells; null if that is null, or while an architecture is left that has no record */
            readonly remainingInterval: {
                readonly low: number;
                readonly high: number;
            } | null;
            /** @description now + remainingInterval; null if that is null */
            readonly etaInterval: {
                /**
                 * Format: date-time
                 * @description rarely sooner
                 */
                readonly low: string;
                /** @description null: after the year 9999 */
                readonly high: string | null;
            } | null;
            readonly spec: components["schemas"]["SweepSpec"];
            /** @description other sweeps that keep some of its unfinished cells from being cancelled: active ones first, then those with the most cells */
            readonly wantedBy: readonly {
                /** @description a sweep id: a UUID in lower case */
                readonly sweep: string;
                /** @description whether it is paused: the cells wait for it to be resumed */
                readonly paused: boolean;
                /** @description how many of these cells it contains */
                readonly cells: number;
            }[];
        };
        /** @description a sweep in a list */
        readonly SweepSummary: {
            /** @description a sweep id: a UUID in lower case */
            readonly id: string;
            readonly name: string;
            /** @description the project that it is in */
            readonly project: string;
            /** @description labels by key: 1 to 63 letters, digits, dots, hyphens, underscores or slashes, and a text of at most 200 characters */
            readonly labels: {
                readonly [key: string]: string;
            };
            /** @description what a person noted about it; empty for none */
            readonly notes: string;
            /**
             * @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed
             * @enum {string}
             */
            readonly state: "active" | "paused" | "completed" | "failed" | "cancelled";
            /** @description a whole number from -1000 to 1000; higher goes first */
            readonly priority: number;
            /**
             * @description gpu: its cells are trained only on GPUs
             * @enum {string}
             */
            readonly device: "any" | "gpu";
            /** @description whether the final weights of its cells are kept */
            readonly keepWeights: boolean;
            /** @description how long one attempt at a cell may take; null: no limit */
            readonly timeLimitSeconds: number | null;
            /**
             * Format: date-time
             * @description when it was submitted
             */
            readonly createdAt: string;
            /** @description null if it is not paused */
            readonly pausedAt: string | null;
            /** @description null if it is not archived */
            readonly archivedAt: string | null;
            /** @description counts the changes of its name, notes, labels, priority and archiving */
            readonly revision: number;
            readonly endedAt: string | null;
            /** @description number of cells */
            readonly cells: number;
            /** @description cells that had their result when it was submitted */
            readonly cached: number;
            readonly counts: components["schemas"]["CellCounts"];
            /** @description how long its cells have run in slots since they are in it, those that run now included; a cell of several sweeps counts in each */
            readonly slotSeconds: number;
            /** @description train images per second of its running cells, in the last epoch of each; null if none of them has finished one */
            readonly imagesPerSecond: number | null;
            /** @description estimate of the time left; null if the sweep has ended or is paused, nothing is known yet, or cells wait for a GPU */
            readonly remainingSeconds: number | null;
            /** @description now + remainingSeconds; null if that is null, or after the year 9999 */
            readonly eta: string | null;
        };
        /** @description sweeps, newest first */
        readonly SweepPage: {
            readonly items: readonly components["schemas"]["SweepSummary"][];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description what submitting a spec would do; nothing was written */
        readonly SweepPlan: {
            /** @description cells that the spec expands to */
            readonly cells: number;
            /** @description of these, cells that already have their result */
            readonly cached: number;
            /** @description unfinished cells that another sweep has submitted */
            readonly known: number;
            /** @description cells that would be trained for this sweep */
            readonly fresh: number;
            /** @description estimated time for the fresh cells, based on records of live engines; null if there are no fresh cells, or no records */
            readonly estimate: {
                /** @description estimated time with all live slots free; with one slot if there is no live worker */
                readonly seconds: number;
                /** @description the same if no cell stops before its last epoch */
                readonly secondsAtMost: number;
                /** @description where that time is in about 80 of 100 cases, learned from finished cells */
                readonly secondsInterval: {
                    readonly low: number;
                    readonly high: number;
                };
                /** @description estimated time with one slot */
                readonly slotSeconds: number;
                /** @description where that time is in about 80 of 100 cases */
                readonly slotSecondsInterval: {
                    readonly low: number;
                    readonly high: number;
                };
                /** @description sweeps that the intervals were learned from; with few, they are wide */
                readonly recordedSweeps: number;
                /** @description the most GPU memory that a trainer of such a cell was seen to hold, in MiB; null if that was not measured */
                readonly gpuMemoryMb: number | null;
                /** @description live slots that may train them */
                readonly slots: number;
                /** @description finished cells of the same architectures and data set on which it is based */
                readonly recordedCells: number;
                /** @description cells it does not cover: no cell of their architecture is recorded on this data set */
                readonly cellsWithout: number;
            } | null;
            /** @description parts of the spec that have no effect, or another than they seem to; each with its place in the spec. At most 50; the last one says how many more there are */
            readonly warnings: readonly string[];
            /** @description the architectures of its cells, at most 100, with details that their names omit */
            readonly architectures: readonly {
                /** @description as results write it */
                readonly name: string;
                /** @description number of cells */
                readonly cells: number;
                /** @description hidden layers of a multilayer perceptron, layers of a memorizer; otherwise null */
                readonly depth: number | null;
                /** @description units of each hidden layer of a multilayer perceptron; otherwise null */
                readonly width: number | null;
                /** @description number of parameters of its largest network */
                readonly parameters: number;
                /** @description initial learning rate of its first cell; null if it is solved, not trained */
                readonly learningRate: number | null;
                /** @description weight decay of its first cell */
                readonly weightDecay: number;
            }[];
            /** @description the training parameters of the first trained cell, with every default filled in; null if all are solved */
            readonly training: {
                readonly epochs: number;
                readonly batchSize: number;
                /** @description that of sgd; null for other optimizers */
                readonly momentum: number | null;
                readonly decay: number;
                readonly decaySteps: number;
                readonly optimizer: {
                    /** @constant */
                    readonly kind: "sgd";
                    /** @description a number from 0 to below 1 */
                    readonly momentum: number;
                } | {
                    /** @constant */
                    readonly kind: "adam";
                    /** @description a number from 0 to below 1 */
                    readonly beta1: number;
                    /** @description a number from 0 to below 1 */
                    readonly beta2: number;
                    /** @description a number from 1e-20 */
                    readonly epsilon: number;
                };
            } | null;
        };
        /** @description what to change of a sweep, all or nothing; its spec stays as it was submitted */
        readonly SweepPatch: {
            /** @description a name of 1 to 200 characters, on one line and without control characters */
            readonly name?: string;
            /** @description text of at most 10000 characters; empty for none */
            readonly notes?: string;
            /** @description labels to set by key (1 to 63 letters, digits, dots, hyphens, underscores or slashes), each a text of at most 200 characters; null removes one, and others stay */
            readonly labels?: {
                readonly [key: string]: string | null;
            };
            /** @description a whole number from -1000 to 1000; higher goes first */
            readonly priority?: number;
        };
        /** @description how two sweeps differ */
        readonly SweepDiff: {
            /** @description a sweep id: a UUID in lower case */
            readonly left: string;
            /** @description a sweep id: a UUID in lower case */
            readonly right: string;
            /** @description where the specs differ; lists are compared as a whole */
            readonly spec: readonly {
                /** @description where, as a JSON pointer into the spec */
                readonly pointer: string;
                /** @description what the left spec has there; left out if nothing */
                readonly left?: unknown;
                /** @description what the right spec has there; left out if nothing */
                readonly right?: unknown;
            }[];
            readonly cells: {
                /** @description cells of only the left sweep */
                readonly left: number;
                /** @description cells of only the right sweep */
                readonly right: number;
                /** @description cells of both, each trained once */
                readonly both: number;
            };
            /**
             * @description which of these cells are listed
             * @enum {string}
             */
            readonly part: "left" | "right" | "both";
            readonly items: readonly {
                /** @description place in the sweep’s order of expansion; of shared cells, in the left one’s */
                readonly position: number;
                /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
                readonly id: string;
                readonly state: components["schemas"]["CellState"];
                /** @description as results write it */
                readonly architecture: string;
                /** @description as results write it */
                readonly corruption: string;
                /** @description as results write it */
                readonly regularizer: string;
                /** @description its seed */
                readonly seed: number;
            }[];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description what to add to the grid of a sweep; the new sweep has its name unless it gets another */
        readonly SweepExtension: {
            /** @description further values of axes that the grid has, as a sweep file writes them */
            readonly axes: {
                readonly [key: string]: unknown;
            };
            /** @description a name of 1 to 200 characters, on one line and without control characters */
            readonly name?: string;
        };
        /** @description the spec that would be submitted, and what that would do; nothing was written */
        readonly SweepDerivation: {
            readonly spec: components["schemas"]["SweepSpec"];
            readonly plan: components["schemas"]["SweepPlan"];
        };
        /** @description what retrying a sweep did */
        readonly SweepRetry: {
            /** @description cells that will be tried again */
            readonly retried: number;
            readonly sweep: components["schemas"]["Sweep"];
        };
        /** @description which failed cells: those that match one value of every given list; all if there is no list */
        readonly RetryFilter: {
            /** @description a list of crash, out-of-memory, engine, data, timeout, time-limit, lost-worker, bug: how the last attempt failed */
            readonly failureClass?: readonly ("crash" | "out-of-memory" | "engine" | "data" | "timeout" | "time-limit" | "lost-worker" | "bug")[];
            /** @description a list of architectures, as results name them */
            readonly architecture?: readonly string[];
            /** @description a list of corruptions, as results name them */
            readonly corruption?: readonly string[];
            /** @description a list of regularizers, as results name them */
            readonly regularizer?: readonly string[];
            /** @description a list of seeds: whole numbers from 0 */
            readonly seed?: readonly number[];
            /** @description a list of whole cell ids: 64 hexadecimal digits each, in either case */
            readonly cells?: readonly string[];
        };
        /** @description one fully resolved experiment, with no defaults left to fill in */
        readonly Cell: {
            readonly dataset: {
                /**
                 * @description data set
                 * @enum {string}
                 */
                readonly name: "cifar10" | "cifar100" | "mnist" | "fashion-mnist" | "synthetic";
                /** @description number of train images */
                readonly train: number;
                /** @description number of test images */
                readonly test: number;
                /** @description seed for choosing images; 0 for the whole set */
                readonly subsetSeed: number;
                /**
                 * @description whiten: per image (x − mean) / max(std, 1/√N); scale: x / 255
                 * @enum {string}
                 */
                readonly preprocessing: "whiten" | "scale";
            } | {
                /** @constant */
                readonly name: "image-folder";
                /** @description its name in the data directory */
                readonly folder: string;
                /** @description number of classes in the folder */
                readonly classes: number;
                /** @description number of images in the folder */
                readonly images: {
                    readonly train: number;
                    readonly test: number;
                };
                /** @description number of train images */
                readonly train: number;
                /** @description number of test images */
                readonly test: number;
                /** @description seed for choosing images; 0 for the whole folder */
                readonly subsetSeed: number;
                /**
                 * @description x / 127.5 − 1
                 * @constant
                 */
                readonly preprocessing: "inception";
            };
            /** @description what was done to the train set */
            readonly corruption: {
                /** @constant */
                readonly kind: "none";
            } | {
                /** @constant */
                readonly kind: "random-labels";
            } | {
                /** @constant */
                readonly kind: "random-binary-labels";
            } | {
                /** @constant */
                readonly kind: "shuffled-pixels";
            } | {
                /** @constant */
                readonly kind: "random-pixels";
            } | {
                /** @constant */
                readonly kind: "gaussian";
            } | {
                /** @constant */
                readonly kind: "partial-labels";
                /** @description share of train labels that are redrawn, from 0 to 1 */
                readonly probability: number;
                /**
                 * @description never draw the true class
                 * @constant
                 */
                readonly excludeTrueClass?: true;
            } | {
                /** @constant */
                readonly kind: "asymmetric-labels";
                /** @description a row for each true class: the probability of each class that its images may get */
                readonly transitions: readonly (readonly number[])[];
            };
            readonly regularizer: {
                /** @description coefficient λ of λ/2·‖w‖²; 0 is off */
                readonly weightDecay: number;
                /** @description probability; 0 is off */
                readonly dropout: number;
                /** @description share ε of each target that is spread evenly over all classes; off if omitted */
                readonly labelSmoothing?: number;
                /** @enum {string} */
                readonly augmentation: "none" | "random-crop" | "flip-rotation";
                /** @description α of λ ~ Beta(α, α), the share of an example in its mixture with another; off if omitted */
                readonly mixup?: number;
                /** @description number of epochs without a better test accuracy after which training stops; null is off */
                readonly patience: number | null;
            };
            readonly architecture: {
                /** @constant */
                readonly kind: "inception-small";
                readonly batchNorm: boolean;
            } | {
                /** @constant */
                readonly kind: "alexnet-small";
            } | {
                /** @constant */
                readonly kind: "inception-v3";
            } | {
                /** @constant */
                readonly kind: "resnet-18";
                /** @description filters of the first stage; the others have 2, 4 and 8 times as many */
                readonly width: number;
            } | {
                /** @constant */
                readonly kind: "mlp";
                /** @description hidden layers */
                readonly depth: number;
                /** @description units of each hidden layer */
                readonly width: number;
            } | {
                /** @constant */
                readonly kind: "linear";
                /** @description what the model sees of an image */
                readonly features: {
                    /** @constant */
                    readonly kind: "raw";
                } | {
                    /** @constant */
                    readonly kind: "random-convolutions";
                    readonly filters: number;
                    /** @description height and width of a filter, in pixels */
                    readonly side: number;
                } | {
                    /** @constant */
                    readonly kind: "gabor";
                };
                readonly solver: {
                    /** @constant */
                    readonly kind: "sgd";
                    /** @description standard deviation of the initial weights */
                    readonly start: number;
                };
            } | {
                /** @constant */
                readonly kind: "linear";
                /** @description what the model sees of an image */
                readonly features: {
                    /** @constant */
                    readonly kind: "raw";
                } | {
                    /** @constant */
                    readonly kind: "random-convolutions";
                    readonly filters: number;
                    /** @description height and width of a filter, in pixels */
                    readonly side: number;
                } | {
                    /** @constant */
                    readonly kind: "gabor";
                };
                readonly solver: {
                    /** @constant */
                    readonly kind: "min-norm";
                };
            } | {
                /** @constant */
                readonly kind: "kernel";
                /** @description what the model sees of an image */
                readonly features: {
                    /** @constant */
                    readonly kind: "raw";
                } | {
                    /** @constant */
                    readonly kind: "random-convolutions";
                    readonly filters: number;
                    /** @description height and width of a filter, in pixels */
                    readonly side: number;
                } | {
                    /** @constant */
                    readonly kind: "gabor";
                };
                /** @description γ of exp(−γ‖x − x′‖²) */
                readonly gamma: number;
            } | {
                /** @constant */
                readonly kind: "memorizer";
                /** @description layers of weights */
                readonly depth: number;
                /** @enum {string} */
                readonly precision: "float64" | "float32";
            };
            readonly training: {
                /** @description maximum number of passes over the train set */
                readonly epochs: number;
                readonly batchSize: number;
                /** @description initial rate */
                readonly learningRate: number;
                /** @description a number from 0 to below 1 */
                readonly momentum: number;
                /** @description factor by which the rate decays */
                readonly decay: number;
                /** @description optimizer steps between two decays */
                readonly decaySteps: number;
                readonly stop: {
                    /** @description stop when the train loss is at most this; null means never */
                    readonly trainLoss: number | null;
                    /** @description stop when the train accuracy is at least this; null means never */
                    readonly trainAccuracy: number | null;
                };
            } | {
                /** @description maximum number of passes over the train set */
                readonly epochs: number;
                readonly batchSize: number;
                /** @description initial rate */
                readonly learningRate: number;
                readonly optimizer: {
                    /** @constant */
                    readonly kind: "adam";
                    /** @description a number from 0 to below 1 */
                    readonly beta1: number;
                    /** @description a number from 0 to below 1 */
                    readonly beta2: number;
                    /** @description a number from 1e-20 */
                    readonly epsilon: number;
                };
                /** @description factor by which the rate decays */
                readonly decay: number;
                /** @description optimizer steps between two decays */
                readonly decaySteps: number;
                readonly stop: {
                    /** @description stop when the train loss is at most this; null means never */
                    readonly trainLoss: number | null;
                    /** @description stop when the train accuracy is at least this; null means never */
                    readonly trainAccuracy: number | null;
                };
            };
            /** @description source of labels, pixels, initial weights and order */
            readonly seed: number;
            /** @description seeds of individual purposes that differ from `seed` */
            readonly seeds?: {
                readonly labels?: number;
                readonly pixels?: number;
                readonly init?: number;
                readonly order?: number;
            };
            /**
             * @description the test labels are corrupted too; otherwise they are true
             * @constant
             */
            readonly testLabels?: "corrupted";
            /** @description index of the train image that is neither trained on nor scored */
            readonly leaveOut?: number;
            /** @description what is measured in addition to what every cell measures at its end */
            readonly measures?: {
                /** @description epochs after which measures are taken, in addition to the last one */
                readonly epochs: readonly number[];
                readonly sharpness: boolean;
                /** @description whether the history of each example is kept */
                readonly examples: boolean;
            };
        };
        /**
         * @description pending, queued, running, succeeded, diverged, failed, cancelled
         * @enum {string}
         */
        readonly CellState: "pending" | "queued" | "running" | "succeeded" | "diverged" | "failed" | "cancelled";
        /** @description number of cells in each state */
        readonly CellCounts: {
            readonly pending: number;
            readonly queued: number;
            readonly running: number;
            readonly succeeded: number;
            readonly diverged: number;
            readonly failed: number;
            readonly cancelled: number;
        };
        /** @description how the last attempt failed */
        readonly CellError: {
            /**
             * @description why the attempt ended without a result
             * @enum {string}
             */
            readonly class: "crash" | "out-of-memory" | "engine" | "data" | "timeout" | "time-limit" | "lost-worker" | "bug";
            readonly message: string;
        };
        /** @description a cell of a sweep */
        readonly CellSummary: {
            /** @description place in the sweep’s order of expansion */
            readonly position: number;
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly id: string;
            readonly state: components["schemas"]["CellState"];
            /** @description it already had its result when the sweep was submitted */
            readonly cached: boolean;
            /** @description for example mlp-3x512 */
            readonly architecture: string;
            /** @description for example random-labels */
            readonly corruption: string;
            /** @description fraction of labels drawn again */
            readonly labelNoise: number;
            /** @description the regularizers that are on, joined with +; none if all are off */
            readonly regularizer: string;
            readonly seed: number;
            /** @description attempts begun */
            readonly attempts: number;
            /** @description last epoch seen or resumed from; 0 before the first */
            readonly epoch: number;
            /** @description the most epochs it may take */
            readonly epochs: number;
            /** @description after the last epoch seen; null before the first, and if it is not finite */
            readonly trainLoss: number | null;
            /** @description after the last epoch seen; null before the first */
            readonly trainAccuracy: number | null;
            /** @description after the last epoch seen; null before the first */
            readonly testAccuracy: number | null;
            readonly cell: components["schemas"]["Cell"];
            /** @description how the last failed attempt failed; null if none did, or the cell has its result */
            readonly error: components["schemas"]["CellError"] | null;
            /** @description its next attempt if it waits for one after a failure; otherwise null */
            readonly nextAttempt: {
                /** @description attempts since the cell was submitted that failed the same way as the last one */
                readonly failures: number;
                /** @description after this many the cell fails permanently */
                readonly mostFailures: number;
                /**
                 * Format: date-time
                 * @description it is not queued before this time
                 */
                readonly dueAt: string;
            } | null;
        };
        /** @description cells of a sweep in its order of expansion */
        readonly CellPage: {
            readonly items: readonly components["schemas"]["CellSummary"][];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description a cell with everything known about it */
        readonly CellDetail: {
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly id: string;
            readonly state: components["schemas"]["CellState"];
            readonly cell: components["schemas"]["Cell"];
            /** @description last epoch seen or resumed from; 0 before the first */
            readonly epoch: number;
            /**
             * Format: date-time
             * @description when a sweep first submitted it
             */
            readonly createdAt: string;
            /** @description null before the first */
            readonly startedAt: string | null;
            /** @description null until then */
            readonly endedAt: string | null;
            /** @description the worker of its last attempt; null if no worker has it */
            readonly workerId: string | null;
            /** @description in order */
            readonly attempts: readonly components["schemas"]["Attempt"][];
            /** @description whether images of its train set can be seen: GET /v1/cells/{id}/images */
            readonly hasImages: boolean;
            /** @description null until it has one */
            readonly result: components["schemas"]["CellResult"] | null;
            /** @description how the last failed attempt failed; null if none did, or the cell has its result */
            readonly error: components["schemas"]["CellError"] | null;
            /** @description its next attempt if it waits for one after a failure; otherwise null */
            readonly nextAttempt: {
                /** @description attempts since the cell was submitted that failed the same way as the last one */
                readonly failures: number;
                /** @description after this many the cell fails permanently */
                readonly mostFailures: number;
                /**
                 * Format: date-time
                 * @description it is not queued before this time
                 */
                readonly dueAt: string;
            } | null;
        };
        /** @description why a cell waits */
        readonly CellWhy: {
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly id: string;
            readonly state: components["schemas"]["CellState"];
            /**
             * @description why it is not being trained: the first reason that holds, in this order
             * @enum {string}
             */
            readonly reason: "finished" | "failed" | "cancelled" | "running" | "yielding" | "stopping" | "starting" | "worker-lost" | "paused" | "back-off" | "quota" | "no-worker" | "no-gpu" | "queue-paused" | "behind-priority" | "slots-busy" | "in-queue" | "being-fed";
            /** @description false if it has ended or is being trained */
            readonly waiting: boolean;
            /** @description the reason, for people */
            readonly sentence: string;
            /** @description what the reason rests on; facts that do not matter for it are left out */
            readonly facts: {
                /** @description the paused sweeps that contain it, at most 10 */
                readonly sweeps?: readonly string[];
                /** @description the highest priority of the active sweeps that contain it */
                readonly priority?: number;
                /**
                 * @description gpu: it is trained only on GPUs
                 * @enum {string}
                 */
                readonly device?: "any" | "gpu";
                /**
                 * Format: date-time
                 * @description when its next attempt is due; of several cells, the first
                 */
                readonly until?: string;
                /**
                 * @description how the last attempt failed
                 * @enum {string}
                 */
                readonly failureClass?: "crash" | "out-of-memory" | "engine" | "data" | "timeout" | "time-limit" | "lost-worker" | "bug";
                /** @description the quotas that it waits for: one for each project that wants it */
                readonly quotas?: readonly {
                    /** @description the project */
                    readonly project: string;
                    /**
                     * @description the quota that it has used up
                     * @enum {string}
                     */
                    readonly quota: "maxQueuedCells" | "slotHours";
                    /** @description how much it may have */
                    readonly limit: number;
                    /** @description how much it has */
                    readonly used: number;
                    /**
                     * Format: date-time
                     * @description when the next month begins, for slotHours
                     */
                    readonly until?: string;
                }[];
                /** @description cells of a higher priority that wait for the same slots; 10000 at most */
                readonly ahead?: number;
                /** @description slots of live workers that may train it */
                readonly slots?: number;
                /** @description of these, slots that train a cell */
                readonly busy?: number;
                /** @description live workers */
                readonly workers?: number;
                /** @description the worker that has it */
                readonly workerId?: string;
            };
        };
        /** @description why the cells of a sweep wait, by reason */
        readonly SweepWhy: {
            /** @description a sweep id: a UUID in lower case */
            readonly id: string;
            /** @description each reason with its cells; twice with different facts, for example for two priorities. The most cells first */
            readonly items: readonly {
                /**
                 * @description why it is not being trained: the first reason that holds, in this order
                 * @enum {string}
                 */
                readonly reason: "finished" | "failed" | "cancelled" | "running" | "yielding" | "stopping" | "starting" | "worker-lost" | "paused" | "back-off" | "quota" | "no-worker" | "no-gpu" | "queue-paused" | "behind-priority" | "slots-busy" | "in-queue" | "being-fed";
                /** @description false if it has ended or is being trained */
                readonly waiting: boolean;
                /** @description the reason, for people */
                readonly sentence: string;
                /** @description what the reason rests on; facts that do not matter for it are left out */
                readonly facts: {
                    /** @description the paused sweeps that contain it, at most 10 */
                    readonly sweeps?: readonly string[];
                    /** @description the highest priority of the active sweeps that contain it */
                    readonly priority?: number;
                    /**
                     * @description gpu: it is trained only on GPUs
                     * @enum {string}
                     */
                    readonly device?: "any" | "gpu";
                    /**
                     * Format: date-time
                     * @description when its next attempt is due; of several cells, the first
                     */
                    readonly until?: string;
                    /**
                     * @description how the last attempt failed
                     * @enum {string}
                     */
                    readonly failureClass?: "crash" | "out-of-memory" | "engine" | "data" | "timeout" | "time-limit" | "lost-worker" | "bug";
                    /** @description the quotas that it waits for: one for each project that wants it */
                    readonly quotas?: readonly {
                        /** @description the project */
                        readonly project: string;
                        /**
                         * @description the quota that it has used up
                         * @enum {string}
                         */
                        readonly quota: "maxQueuedCells" | "slotHours";
                        /** @description how much it may have */
                        readonly limit: number;
                        /** @description how much it has */
                        readonly used: number;
                        /**
                         * Format: date-time
                         * @description when the next month begins, for slotHours
                         */
                        readonly until?: string;
                    }[];
                    /** @description cells of a higher priority that wait for the same slots; 10000 at most */
                    readonly ahead?: number;
                    /** @description slots of live workers that may train it */
                    readonly slots?: number;
                    /** @description of these, slots that train a cell */
                    readonly busy?: number;
                    /** @description live workers */
                    readonly workers?: number;
                    /** @description the worker that has it */
                    readonly workerId?: string;
                };
                /** @description how many cells have this reason */
                readonly cells: number;
                /** @description the id of one of these cells */
                readonly example: string;
            }[];
        };
        /** @description the result of a finished cell */
        readonly CellResult: {
            /**
             * @description divergence is a result too
             * @enum {string}
             */
            readonly outcome: "succeeded" | "diverged";
            /** @enum {string} */
            readonly stopReason: "epochs" | "stop-rule" | "patience" | "diverged" | "solved";
            /** @description epochs trained */
            readonly epochs: number;
            /** @description optimizer steps taken */
            readonly steps: number;
            readonly bestTestAccuracy: number | null;
            readonly bestTestEpoch: number | null;
            /** @description first epoch with a train loss of at most 0.05; null if never, and for models with a squared loss */
            readonly epochsToFit: number | null;
            readonly parameterCount: number;
            /** @description what the corruption changed in the train set */
            readonly corruption: {
                /** @description labels that were redrawn */
                readonly labelsSelected: number;
                /** @description labels that differ from the true ones; null if they are other classes than those of the data set */
                readonly labelsChanged: number | null;
                /** @description SHA-256 of the train labels used for training */
                readonly labelsSha256: string;
                /** @description SHA-256 of the train images before preprocessing */
                readonly imagesSha256: string;
            };
            /** @description wall-clock time of training and evaluation */
            readonly seconds: number;
            /** @description train images per second, excluding evaluation */
            readonly imagesPerSecond: number;
            /** @description the last epoch; null if it diverged in the first */
            readonly final: components["schemas"]["EpochMetrics"] | null;
            /** @description where the final weights are, an address; null if no sweep asked to keep them */
            readonly weights: string | null;
            /** @description the attempt that finished */
            readonly attempt: number;
            readonly engine: components["schemas"]["EngineIdentity"];
            /**
             * Format: date-time
             * @description when it was stored
             */
            readonly finishedAt: string;
        };
        /** @description one attempt of a worker at a cell */
        readonly Attempt: {
            /** @description 1-based */
            readonly number: number;
            readonly workerId: string;
            readonly engine: components["schemas"]["EngineIdentity"];
            /**
             * @description how it processed each batch. 1: whole. 2, after an attempt ran out of memory: half batches, or modules recomputed if batch normalization needs the whole batch
             * @enum {integer}
             */
            readonly microBatches: 1 | 2;
            /** @description GPU memory observed in use by its trainer, in MiB; null if not observed */
            readonly gpuMemoryMb: number | null;
            /** @description the optimizer step at which it began: 0 from the start, more if it resumed from a checkpoint; null until known */
            readonly firstStep: number | null;
            /**
             * Format: date-time
             * @description when the worker claimed it
             */
            readonly startedAt: string;
            /** @description null while it runs */
            readonly endedAt: string | null;
            /** @description null while it runs; released: returned unfinished */
            readonly outcome: ("succeeded" | "diverged" | "failed" | "released" | "cancelled") | null;
            /** @description how it failed; null if it did not */
            readonly error: components["schemas"]["CellError"] | null;
            /** @description the last lines of the trainer’s standard error */
            readonly stderr: string | null;
            /** @description writes rejected because they came after the attempt was superseded */
            readonly lateWrites: number;
        };
        /** @description something that happened to a sweep or one of its cells; its type says which fields it has */
        readonly Event: {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.submitted";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description the name of the sweep */
            readonly name: string;
            /** @description number of cells */
            readonly cells: number;
            /** @description cells that already had their result */
            readonly cached: number;
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.paused";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.resumed";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.cancelled";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.deleted";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description the name of the sweep */
            readonly name: string;
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.changed";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description what was done, as the audit log names it, such as sweep.prioritize */
            readonly action: string;
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.counts";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            readonly counts: components["schemas"]["CellCounts"];
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "sweep.ended";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description the name of the sweep */
            readonly name: string;
            /**
             * @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed
             * @enum {string}
             */
            readonly state: "active" | "paused" | "completed" | "failed" | "cancelled";
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "cell.changed";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly cell: string;
            /** @description the number of the cell’s last attempt; 0 before the first */
            readonly attempt: number;
            readonly from: components["schemas"]["CellState"];
            readonly to: components["schemas"]["CellState"];
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "cells.changed";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description number of cells */
            readonly cells: number;
            readonly from: components["schemas"]["CellState"];
            readonly to: components["schemas"]["CellState"];
        } | {
            /** @description in the order in which events became visible, with gaps: resume after it with Last-Event-ID */
            readonly id: number;
            /** @constant */
            readonly type: "epoch.finished";
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly cell: string;
            /** @description the number of the cell’s last attempt; 0 before the first */
            readonly attempt: number;
            /** @description the epoch, from 1 */
            readonly epoch: number;
            /** @description null where it was not finite (diverged) */
            readonly trainLoss: number | null;
            readonly trainAccuracy: number;
            readonly testAccuracy: number;
        };
        /** @description what did the computing */
        readonly EngineIdentity: {
            /** @description engine, for example tfjs-node-gpu or wasm */
            readonly name: string;
            readonly version: string;
            /** @enum {string} */
            readonly device: "gpu" | "cpu";
            /** @description name that the device reports */
            readonly deviceName: string;
        };
        /** @description one row of a learning curve, measured after the epoch's last step */
        readonly EpochMetrics: {
            /** @description 1-based */
            readonly epoch: number;
            /** @description optimizer steps taken since the start */
            readonly step: number;
            readonly train: components["schemas"]["Score"];
            /** @description over the train images whose label was not changed; null if there are none */
            readonly trainClean: components["schemas"]["Score"] | null;
            /** @description over the train images whose label was changed; null if there are none */
            readonly trainCorrupted: components["schemas"]["Score"] | null;
            readonly test: components["schemas"]["Score"];
            /** @description best test accuracy up to this epoch */
            readonly bestTestAccuracy: number;
            /** @description rate of the epoch's last step; null if there was nothing to train */
            readonly learningRate: number | null;
            /** @description ℓ2 norm of the epoch's last mini-batch gradient, penalty included; null if there was nothing to train; null where it was not finite (diverged) */
            readonly gradientNorm: number | null;
            /** @description ℓ2 norm over all trained parameters; null where it was not finite (diverged) */
            readonly weightNorm: number | null;
            /** @description wall-clock time, including evaluation */
            readonly seconds: number;
            /** @description train images per second, excluding evaluation */
            readonly imagesPerSecond: number;
            /** @description complexity measures by name, after the last epoch and after any others requested */
            readonly measures?: {
                readonly [key: string]: number | null;
            };
        };
        /** @description loss and accuracy over a set of images, in evaluation mode */
        readonly Score: {
            /** @description mean cross-entropy in nats, or half the mean squared distance, without penalties; null where it was not finite (diverged) */
            readonly loss: number | null;
            /** @description share of correct predictions, 0 to 1 */
            readonly accuracy: number;
        };
        /** @description a page of the learning curve of a cell */
        readonly Curve: {
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly cellId: string;
            /** @description in order; of a running cell, the epochs so far */
            readonly epochs: readonly components["schemas"]["EpochMetrics"][];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description some train images of a cell as its network sees them in the first epoch: corrupted, cropped and augmented, but neither scaled nor mixed */
        readonly CellImages: {
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly cellId: string;
            /** @description height of each image in pixels */
            readonly height: number;
            /** @description width of each image in pixels */
            readonly width: number;
            /** @description 1 for gray levels, 3 for RGB */
            readonly channels: number;
            /** @description the network sees this many times as many rows and columns, of which every such one is here; 1 for all */
            readonly stride: number;
            /** @description evenly spread over the train set, in its order */
            readonly images: readonly {
                /** @description its index in the train set of the cell, from 0 */
                readonly index: number;
                /** @description its label for training */
                readonly label: number;
                /** @description the class of that label; null if it has no name, or is no class of the data set */
                readonly className: string | null;
                /** @description its label in the data set */
                readonly trueLabel: number;
                /** @description the class of that label; null if it has no name */
                readonly trueClassName: string | null;
                /** @description height × width × channels bytes in base64, by row, column and channel; 0 is black, 255 is white */
                readonly pixels: string;
            }[];
        };
        /** @description the figures that a sweep has rows for, in the paper’s order */
        readonly FigureList: {
            readonly items: readonly {
                /**
                 * @description a figure: learning-curves, figure-1a, figure-1b, figure-1c, label-fit, figure-2b, fit-width, kernel-error
                 * @enum {string}
                 */
                readonly name: "learning-curves" | "figure-1a" | "figure-1b" | "figure-1c" | "label-fit" | "figure-2b" | "fit-width" | "kernel-error";
                /** @description what it shows */
                readonly title: string;
                /** @description its address as SVG */
                readonly svg: string;
                /** @description its address as PNG */
                readonly png: string;
            }[];
        };
        /** @description a SQL query with its values */
        readonly QueryRequest: {
            /** @description one query: SELECT, VALUES, TABLE or WITH, or an EXPLAIN or SHOW. `:name` stands for a value, except in strings, quoted names and comments */
            readonly sql: string;
            /** @description the value of each :name: a string, a number, a boolean, null, or a list of these for an array. PostgreSQL reads it as the type that the query needs there */
            readonly params?: {
                readonly [key: string]: (string | number | boolean | null) | readonly (string | number | boolean | null)[];
            };
            /**
             * @description json, ndjson, csv, arrow, parquet (overrides the header Accept; default: json)
             * @enum {string}
             */
            readonly format?: "json" | "ndjson" | "csv" | "arrow" | "parquet";
            /** @description the most rows; default: 1000 as json, whose maximum is 10000, and all in the other formats */
            readonly limit?: number;
        };
        /** @description the answer to a query as JSON */
        readonly QueryAnswer: {
            readonly columns: readonly {
                /** @description the column’s name */
                readonly name: string;
                /** @description its type, as PostgreSQL writes it: integer, double precision, text[], … */
                readonly type: string;
            }[];
            /** @description an object per row, as PostgreSQL writes it in JSON: NaN and infinities are text */
            readonly rows: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description whether the query has more rows than the limit */
            readonly truncated: boolean;
        };
        /** @description values that a sweep file takes by name */
        readonly Preset: {
            /** @description the name that a sweep file uses */
            readonly name: string;
            /**
             * @description where the name may stand: in preset at the top of a sweep file, in preset of a grid, or in training.preset
             * @enum {string}
             */
            readonly part: "sweep" | "grid" | "training";
            /** @description what it is */
            readonly title: string;
            /** @description where its values come from */
            readonly source: string;
            /** @description the fields that it stands for */
            readonly values: {
                readonly [key: string]: unknown;
            };
        };
        /** @description every preset: whole sweeps first, then axes of grids and ways of training */
        readonly PresetList: {
            readonly items: readonly components["schemas"]["Preset"][];
        };
        /** @description jobs in the queue, which is kept short, and all cells by state, which are authoritative */
        readonly QueueStatus: {
            /** @description jobs that no worker has taken yet */
            readonly waiting: number;
            /** @description jobs of cells that are running */
            readonly active: number;
            /** @description whether the queue is paused in BullMQ, for example from a dashboard: running cells continue, and no other starts until it is resumed */
            readonly paused: boolean;
            /** @description how long the oldest queued cell has been in the queue, by what it needs */
            readonly oldestQueuedSeconds: {
                /** @description of the cells that any worker may train; null if none is queued */
                readonly any: number | null;
                /** @description of the cells that wait for a worker with a GPU; null if none is queued */
                readonly gpu: number | null;
            };
            readonly cells: components["schemas"]["CellCounts"];
        };
        /** @description what the workers did lately */
        readonly QueueHistory: {
            /** @description the length of each bucket */
            readonly bucketSeconds: number;
            /** @description the oldest first, without gaps; the last one is not over yet */
            readonly buckets: readonly {
                /**
                 * Format: date-time
                 * @description when it begins
                 */
                readonly from: string;
                /** @description attempts that began */
                readonly started: number;
                /** @description attempts that ended, whatever came of them */
                readonly ended: number;
                /** @description attempts that ended in a failure */
                readonly failed: number;
                /** @description seconds: how long the cells of the attempts that began had been waiting since they could have started: since they were submitted, were returned to pending, or were due again after a failure; null if there were none */
                readonly waitSeconds: {
                    /** @description half of them are at most this */
                    readonly median: number;
                    /** @description 95 of 100 are at most this */
                    readonly p95: number;
                } | null;
                /** @description seconds: how long the attempts that ended had run; null if there were none */
                readonly runSeconds: {
                    /** @description half of them are at most this */
                    readonly median: number;
                    /** @description 95 of 100 are at most this */
                    readonly p95: number;
                } | null;
            }[];
        };
        /** @description the tables that have rows */
        readonly ReportTables: {
            readonly items: readonly {
                /** @description the SQL view or function that it comes from, for example figure_1a */
                readonly name: string;
                readonly columns: readonly string[];
                /** @description each has the length of columns */
                readonly rows: readonly (readonly (string | number | boolean | null)[])[];
            }[];
        };
        /** @description a row of the SQL view "results" */
        readonly ResultRow: {
            /** @description name of the sweep */
            readonly sweep: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep_id: string;
            /** @description place in the sweep’s order of expansion, from 0 */
            readonly position: number;
            /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
            readonly cell: string;
            readonly state: components["schemas"]["CellState"];
            /** @description it already had its result when the sweep was submitted */
            readonly cached: boolean;
            /** @description for example mlp-3x512 */
            readonly architecture: string;
            /** @description for example random-labels */
            readonly corruption: string;
            /** @description fraction of labels drawn again */
            readonly label_noise: number;
            /** @description the regularizers that are on, joined with +; none if all are off */
            readonly regularizer: string;
            /** @description coefficient λ of λ/2·‖w‖²; 0 is off */
            readonly weight_decay: number;
            /** @description probability; 0 is off */
            readonly dropout: number;
            /** @description none, random-crop or flip-rotation */
            readonly augmentation: string;
            /** @description number of epochs without a better test accuracy after which training stops; null is off */
            readonly patience: number | null;
            /** @description the source of labels, pixels, initial weights and order */
            readonly seed: number;
            /** @description data set */
            readonly dataset: string;
            /** @description number of train images */
            readonly train_images: number;
            /** @description number of test images */
            readonly test_images: number;
            /** @description seed of the selection of images; 0 for the whole set */
            readonly subset_seed: number;
            /** @description how pixels are scaled */
            readonly preprocessing: string;
            /** @description the most passes over the train set */
            readonly epochs_limit: number;
            /** @description images of a batch */
            readonly batch_size: number;
            /** @description initial rate */
            readonly learning_rate: number;
            /** @description momentum of sgd; null for other optimizers */
            readonly momentum: number | null;
            /** @description factor of the learning rate */
            readonly decay: number;
            /** @description optimizer steps between two decays */
            readonly decay_steps: number;
            /** @description stop when the train loss is at most this; null means never */
            readonly stop_train_loss: number | null;
            /** @description stop when the train accuracy is at least this; null means never */
            readonly stop_train_accuracy: number | null;
            /** @description succeeded or diverged; null without a result */
            readonly outcome: string | null;
            /** @description epochs, stop-rule, patience, diverged or solved; null without a result */
            readonly stop_reason: string | null;
            /** @description epochs trained; null without a result */
            readonly epochs: number | null;
            /** @description optimizer steps taken; null without a result */
            readonly steps: number | null;
            /** @description mean loss on the train set, in nats; half a square for linear models, kernels and memorizers; NaN and infinities as text; null without a result */
            readonly train_loss: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
            /** @description accuracy on the train set as trained on, from 0 to 1; null without a result */
            readonly train_accuracy: number | null;
            /** @description accuracy on train images whose label is the true one, from 0 to 1; null without a result */
            readonly clean_train_accuracy: number | null;
            /** @description accuracy on train images whose label is a wrong one, from 0 to 1; null without a result */
            readonly corrupted_train_accuracy: number | null;
            /** @description mean loss on the test set, as that on the train set; NaN and infinities as text; null without a result */
            readonly test_loss: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
            /** @description accuracy on the test set after the last epoch, from 0 to 1; null without a result */
            readonly test_accuracy: number | null;
            /** @description best accuracy on the test set after any epoch, from 0 to 1; null without a result */
            readonly best_test_accuracy: number | null;
            /** @description first epoch with the best test accuracy; null without a result */
            readonly best_test_epoch: number | null;
            /** @description first epoch with a train loss of at most 0.05; null if never, and for models with a squared loss */
            readonly epochs_to_fit: number | null;
            /** @description labels drawn again; null without a result */
            readonly labels_selected: number | null;
            /** @description labels that differ from the true ones; null without a result */
            readonly labels_changed: number | null;
            /** @description SHA-256 of the train labels used for training; null without a result */
            readonly labels_sha256: string | null;
            /** @description SHA-256 of the train images before preprocessing; null without a result */
            readonly images_sha256: string | null;
            /** @description number of weights; null without a result */
            readonly parameter_count: number | null;
            /** @description wall-clock time of training and evaluation; null without a result */
            readonly seconds: number | null;
            /** @description train images per second, excluding evaluation; null without a result */
            readonly images_per_second: number | null;
            /** @description engine of the last attempt; null before the first */
            readonly engine: string | null;
            /** @description its version */
            readonly engine_version: string | null;
            /** @description gpu or cpu */
            readonly device: string | null;
            /** @description the name the device reports */
            readonly device_name: string | null;
            /** @description attempts begun */
            readonly attempts: number;
            /** @description how the last attempt failed, class and message; null if it did not */
            readonly error: string | null;
            /** @description null without a result */
            readonly finished_at: string | null;
            /** @description the number of parts in which the last attempt processed each batch; null before the first */
            readonly micro_batches: number | null;
            /** @description address of the final weights; null if no sweep asked to keep them */
            readonly weights: string | null;
            /** @description seed of corrupted labels */
            readonly label_seed: number;
            /** @description seed of corrupted pixels */
            readonly pixel_seed: number;
            /** @description seed of initial weights */
            readonly init_seed: number;
            /** @description seed of the order of images */
            readonly order_seed: number;
            /** @description clean or corrupted */
            readonly test_labels: string;
            /** @description index of the train image that is neither trained on nor scored; null if there is none */
            readonly leave_out: number | null;
            /** @description a label drawn again is never the true one */
            readonly excludes_true_class: boolean;
            /** @description γ of the kernel exp(−γ‖x − x′‖²); null for other models */
            readonly gamma: number | null;
            /** @description number of random filters; null for other features */
            readonly filters: number | null;
            /** @description side of a random filter in pixels; null for other features */
            readonly filter_side: number | null;
            /** @description name of the image folder; null for other data sets */
            readonly folder: string | null;
            /** @description digest of everything in a cell except seeds, corruption and the number of train images */
            readonly settings: string;
            /** @description fitted (the train loss came down to 0.05), unfitted (it did not in all epochs) or censored (training was stopped before); null without a result, and for models with a squared loss */
            readonly fit: string | null;
            /** @description share ε of each target that is spread evenly over all classes; 0 is off */
            readonly label_smoothing: number;
            /** @description α of mixup’s Beta(α, α); 0 is off */
            readonly mixup: number;
            /** @description kind of the optimizer, for example sgd; null for what is solved */
            readonly optimizer: string | null;
            /** @description its options as JSON; null for sgd, whose momentum has a column, and for what is solved */
            readonly optimizer_options: string | null;
        };
        /** @description results of a sweep in its order of expansion */
        readonly ResultPage: {
            readonly items: readonly components["schemas"]["ResultRow"][];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description results of a sweep in its order of expansion, with the columns that the request names */
        readonly ResultPartPage: {
            readonly items: readonly {
                /** @description name of the sweep */
                readonly sweep?: string;
                /** @description a sweep id: a UUID in lower case */
                readonly sweep_id?: string;
                /** @description place in the sweep’s order of expansion, from 0 */
                readonly position?: number;
                /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
                readonly cell?: string;
                readonly state?: components["schemas"]["CellState"];
                /** @description it already had its result when the sweep was submitted */
                readonly cached?: boolean;
                /** @description for example mlp-3x512 */
                readonly architecture?: string;
                /** @description for example random-labels */
                readonly corruption?: string;
                /** @description fraction of labels drawn again */
                readonly label_noise?: number;
                /** @description the regularizers that are on, joined with +; none if all are off */
                readonly regularizer?: string;
                /** @description coefficient λ of λ/2·‖w‖²; 0 is off */
                readonly weight_decay?: number;
                /** @description probability; 0 is off */
                readonly dropout?: number;
                /** @description none, random-crop or flip-rotation */
                readonly augmentation?: string;
                /** @description number of epochs without a better test accuracy after which training stops; null is off */
                readonly patience?: number | null;
                /** @description the source of labels, pixels, initial weights and order */
                readonly seed?: number;
                /** @description data set */
                readonly dataset?: string;
                /** @description number of train images */
                readonly train_images?: number;
                /** @description number of test images */
                readonly test_images?: number;
                /** @description seed of the selection of images; 0 for the whole set */
                readonly subset_seed?: number;
                /** @description how pixels are scaled */
                readonly preprocessing?: string;
                /** @description the most passes over the train set */
                readonly epochs_limit?: number;
                /** @description images of a batch */
                readonly batch_size?: number;
                /** @description initial rate */
                readonly learning_rate?: number;
                /** @description momentum of sgd; null for other optimizers */
                readonly momentum?: number | null;
                /** @description factor of the learning rate */
                readonly decay?: number;
                /** @description optimizer steps between two decays */
                readonly decay_steps?: number;
                /** @description stop when the train loss is at most this; null means never */
                readonly stop_train_loss?: number | null;
                /** @description stop when the train accuracy is at least this; null means never */
                readonly stop_train_accuracy?: number | null;
                /** @description succeeded or diverged; null without a result */
                readonly outcome?: string | null;
                /** @description epochs, stop-rule, patience, diverged or solved; null without a result */
                readonly stop_reason?: string | null;
                /** @description epochs trained; null without a result */
                readonly epochs?: number | null;
                /** @description optimizer steps taken; null without a result */
                readonly steps?: number | null;
                /** @description mean loss on the train set, in nats; half a square for linear models, kernels and memorizers; NaN and infinities as text; null without a result */
                readonly train_loss?: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                /** @description accuracy on the train set as trained on, from 0 to 1; null without a result */
                readonly train_accuracy?: number | null;
                /** @description accuracy on train images whose label is the true one, from 0 to 1; null without a result */
                readonly clean_train_accuracy?: number | null;
                /** @description accuracy on train images whose label is a wrong one, from 0 to 1; null without a result */
                readonly corrupted_train_accuracy?: number | null;
                /** @description mean loss on the test set, as that on the train set; NaN and infinities as text; null without a result */
                readonly test_loss?: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                /** @description accuracy on the test set after the last epoch, from 0 to 1; null without a result */
                readonly test_accuracy?: number | null;
                /** @description best accuracy on the test set after any epoch, from 0 to 1; null without a result */
                readonly best_test_accuracy?: number | null;
                /** @description first epoch with the best test accuracy; null without a result */
                readonly best_test_epoch?: number | null;
                /** @description first epoch with a train loss of at most 0.05; null if never, and for models with a squared loss */
                readonly epochs_to_fit?: number | null;
                /** @description labels drawn again; null without a result */
                readonly labels_selected?: number | null;
                /** @description labels that differ from the true ones; null without a result */
                readonly labels_changed?: number | null;
                /** @description SHA-256 of the train labels used for training; null without a result */
                readonly labels_sha256?: string | null;
                /** @description SHA-256 of the train images before preprocessing; null without a result */
                readonly images_sha256?: string | null;
                /** @description number of weights; null without a result */
                readonly parameter_count?: number | null;
                /** @description wall-clock time of training and evaluation; null without a result */
                readonly seconds?: number | null;
                /** @description train images per second, excluding evaluation; null without a result */
                readonly images_per_second?: number | null;
                /** @description engine of the last attempt; null before the first */
                readonly engine?: string | null;
                /** @description its version */
                readonly engine_version?: string | null;
                /** @description gpu or cpu */
                readonly device?: string | null;
                /** @description the name the device reports */
                readonly device_name?: string | null;
                /** @description attempts begun */
                readonly attempts?: number;
                /** @description how the last attempt failed, class and message; null if it did not */
                readonly error?: string | null;
                /** @description null without a result */
                readonly finished_at?: string | null;
                /** @description the number of parts in which the last attempt processed each batch; null before the first */
                readonly micro_batches?: number | null;
                /** @description address of the final weights; null if no sweep asked to keep them */
                readonly weights?: string | null;
                /** @description seed of corrupted labels */
                readonly label_seed?: number;
                /** @description seed of corrupted pixels */
                readonly pixel_seed?: number;
                /** @description seed of initial weights */
                readonly init_seed?: number;
                /** @description seed of the order of images */
                readonly order_seed?: number;
                /** @description clean or corrupted */
                readonly test_labels?: string;
                /** @description index of the train image that is neither trained on nor scored; null if there is none */
                readonly leave_out?: number | null;
                /** @description a label drawn again is never the true one */
                readonly excludes_true_class?: boolean;
                /** @description γ of the kernel exp(−γ‖x − x′‖²); null for other models */
                readonly gamma?: number | null;
                /** @description number of random filters; null for other features */
                readonly filters?: number | null;
                /** @description side of a random filter in pixels; null for other features */
                readonly filter_side?: number | null;
                /** @description name of the image folder; null for other data sets */
                readonly folder?: string | null;
                /** @description digest of everything in a cell except seeds, corruption and the number of train images */
                readonly settings?: string;
                /** @description fitted (the train loss came down to 0.05), unfitted (it did not in all epochs) or censored (training was stopped before); null without a result, and for models with a squared loss */
                readonly fit?: string | null;
                /** @description share ε of each target that is spread evenly over all classes; 0 is off */
                readonly label_smoothing?: number;
                /** @description α of mixup’s Beta(α, α); 0 is off */
                readonly mixup?: number;
                /** @description kind of the optimizer, for example sgd; null for what is solved */
                readonly optimizer?: string | null;
                /** @description its options as JSON; null for sgd, whose momentum has a column, and for what is solved */
                readonly optimizer_options?: string | null;
            }[];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description the axes of a sweep */
        readonly SweepAxes: {
            /** @description number of cells of the sweep */
            readonly cells: number;
            /** @description the columns that vary, those of the axes in the sweep’s grid first; a seed of one purpose that only follows "seed" is left out */
            readonly axes: readonly components["schemas"]["SweepAxis"][];
        };
        /** @description an axis of a sweep */
        readonly SweepAxis: {
            /** @description a column of the SQL views sweep_axes and results */
            readonly column: string;
            /** @description whether its values are seeds, over which people usually average */
            readonly isSeed: boolean;
            /** @description how many values it has in the sweep */
            readonly distinct: number;
            /** @description its values in ascending order, null last; the first 1000 if it has more */
            readonly values: readonly (string | number | boolean | null)[];
        };
        /** @description a worker: a supervisor process on a host */
        readonly WorkerStatus: {
            readonly id: string;
            readonly host: string;
            readonly pid: number;
            /**
             * @description lost: not heard from for longer than the lease; its cells go to other workers
             * @enum {string}
             */
            readonly state: "live" | "lost" | "stopped";
            /** @description cells it can train at the same time */
            readonly slots: number;
            /** @description the cells it is training */
            readonly running: readonly string[];
            /** @description what these cells are, and how far it is */
            readonly training: readonly {
                /** @description a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell) */
                readonly id: string;
                /** @description for example mlp-3x512 */
                readonly architecture: string;
                /** @description for example random-labels */
                readonly corruption: string;
                /** @description fraction of labels drawn again */
                readonly labelNoise: number;
                /** @description the regularizers that are on, joined with +; none if all are off */
                readonly regularizer: string;
                /** @description the source of labels, pixels, initial weights and order */
                readonly seed: number;
                /** @description the last epoch that was reported; 0 before the first */
                readonly epoch: number;
                /** @description the most passes over the train set */
                readonly epochs: number;
            }[];
            /** @description train images per second, excluding evaluation: the sum over the last epochs of the cells it is training; null before the first */
            readonly imagesPerSecond: number | null;
            readonly engine: components["schemas"]["EngineIdentity"];
            /**
             * Format: date-time
             * @description when it registered
             */
            readonly startedAt: string;
            /**
             * Format: date-time
             * @description its last heartbeat
             */
            readonly lastSeenAt: string;
            readonly stoppedAt: string | null;
            /** @description why it takes no cells that ask for a GPU although its machine has one, and how to fix it; otherwise null */
            readonly gpuFault: string | null;
        };
        /** @description workers, live ones first */
        readonly WorkerList: {
            readonly items: readonly components["schemas"]["WorkerStatus"][];
        };
        /** @description a change of a sweep, a key, a webhook or a login */
        readonly AuditEntry: {
            /** @description in the order of the changes, with gaps */
            readonly id: number;
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly madeAt: string;
            /** @description the id of the key that asked for it; local if none was needed, or if it was made at the host */
            readonly actor: string;
            /** @description the name of that key; null for local */
            readonly keyName: string | null;
            /**
             * @description what was done
             * @enum {string}
             */
            readonly action: "sweep.submit" | "sweep.cancel" | "sweep.pause" | "sweep.resume" | "sweep.prioritize" | "sweep.retry" | "sweep.import" | "sweep.edit" | "sweep.archive" | "sweep.unarchive" | "sweep.delete" | "key.create" | "key.revoke" | "queue.change" | "login.grant" | "login.revoke" | "project.create" | "project.change" | "project.delete" | "webhook.create" | "webhook.delete" | "webhook.replay";
            /** @description the id of the sweep, key or webhook, or the role of a login; queues for what was done at /queues */
            readonly object: string;
            /** @description the x-request-id of the request, which is in the server’s log too; null if there was none */
            readonly requestId: string | null;
            /** @description what the action does not say, such as the new priority */
            readonly details: {
                readonly [key: string]: unknown;
            };
        };
        /** @description changes, the newest first */
        readonly AuditPage: {
            readonly items: readonly components["schemas"]["AuditEntry"][];
            /** @description address of the next page, for programs that follow links; null on the last */
            readonly next: string | null;
            /** @description the value of the parameter cursor for the next page; null on the last */
            readonly nextCursor: string | null;
        };
        /** @description a key of the API, without its secret */
        readonly ApiKey: {
            /** @description the id of a key, which is no secret: the 12 hexadecimal digits after rote_ */
            readonly id: string;
            /** @description what a person called it */
            readonly name: string;
            /** @description a list of read, submit, operate, sql, admin; submit and operate include read, admin includes all */
            readonly scopes: readonly ("read" | "submit" | "operate" | "sql" | "admin")[];
            /** @description the only project whose sweeps it can submit or change; null: all */
            readonly project: string | null;
            /**
             * @description only an active key works
             * @enum {string}
             */
            readonly state: "active" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            /** @description null: never */
            readonly expiresAt: string | null;
            /** @description to within a minute; null before the first use */
            readonly lastUsedAt: string | null;
            readonly revokedAt: string | null;
        };
        /** @description all keys, the newest first */
        readonly ApiKeyList: {
            readonly items: readonly components["schemas"]["ApiKey"][];
        };
        /** @description a new key */
        readonly CreatedApiKey: {
            /** @description the id of a key, which is no secret: the 12 hexadecimal digits after rote_ */
            readonly id: string;
            /** @description what a person called it */
            readonly name: string;
            /** @description a list of read, submit, operate, sql, admin; submit and operate include read, admin includes all */
            readonly scopes: readonly ("read" | "submit" | "operate" | "sql" | "admin")[];
            /** @description the only project whose sweeps it can submit or change; null: all */
            readonly project: string | null;
            /**
             * @description only an active key works
             * @enum {string}
             */
            readonly state: "active" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            /** @description null: never */
            readonly expiresAt: string | null;
            /** @description to within a minute; null before the first use */
            readonly lastUsedAt: string | null;
            readonly revokedAt: string | null;
            /** @description the key itself, which is shown only this once: send it as Authorization: Bearer KEY */
            readonly key: string;
        };
        /** @description the key to sign in with */
        readonly NewSession: {
            /** @description a key of this server, which matches ^rote_([0-9a-f]{12})_[0-9a-f]{64}$ */
            readonly key: string;
        };
        /** @description who sends a request, and what it may do */
        readonly Session: {
            /** @description whether requests to this server need a key now */
            readonly requiresKey: boolean;
            /** @description the key that the request presents; null if it has none that works, or needs none */
            readonly key: {
                /** @description the id of a key, which is no secret: the 12 hexadecimal digits after rote_ */
                readonly id: string;
                /** @description what a person called it */
                readonly name: string;
                /** @description a list of read, submit, operate, sql, admin; submit and operate include read, admin includes all */
                readonly scopes: readonly ("read" | "submit" | "operate" | "sql" | "admin")[];
                /** @description the only project whose sweeps it can submit or change; null: all */
                readonly project: string | null;
                /** @description null: never */
                readonly expiresAt: string | null;
            } | null;
            /** @description everything that the caller may do now, with what its scopes include: all scopes if no key is needed, none if one is needed and none works */
            readonly scopes: readonly ("read" | "submit" | "operate" | "sql" | "admin")[];
        };
        /** @description a key to make */
        readonly NewApiKey: {
            /** @description a name of 1 to 100 characters, such as a person’s or a program’s */
            readonly name: string;
            /** @description a list of read, submit, operate, sql, admin; submit and operate include read, admin includes all */
            readonly scopes: readonly ("read" | "submit" | "operate" | "sql" | "admin")[];
            /** @description the only project whose sweeps it can submit or change; omit it, or null, for all. A key with the scope admin is for all */
            readonly project?: string | null;
            /** @description a whole number of days from 1 to 3650 after which it stops working; omit it for never */
            readonly expiresInDays?: number;
        };
        /** @description a project: a share of the slots and quotas, for the sweeps in it */
        readonly Project: {
            /** @description the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores */
            readonly name: string;
            /** @description a whole number from 1 to 1000: its share of the slots, in proportion to those of other projects that have cells of the same priority waiting */
            readonly share: number;
            /** @description the most cells queued or running at once, a whole number from 0; so it has at most as many slots. Other cells wait. null: no limit */
            readonly maxQueuedCells: number | null;
            /** @description hours of slots per calendar month (UTC), a number from 0 to 1e9: an attempt takes one slot for as long as it runs. null: no limit */
            readonly slotHours: number | null;
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            /** @description its cells that are queued */
            readonly queued: number;
            /** @description its cells that are running */
            readonly running: number;
            /** @description hours of slots since the month began (UTC), those of running cells included; null for default, for which they are not counted */
            readonly slotHoursUsed: number | null;
        };
        /** @description all projects, by name */
        readonly ProjectList: {
            readonly items: readonly components["schemas"]["Project"][];
        };
        /** @description what a project may have; without a share it is 1, without a quota there is none */
        readonly ProjectQuotas: {
            /** @description a whole number from 1 to 1000: its share of the slots, in proportion to those of other projects that have cells of the same priority waiting */
            readonly share?: number;
            /** @description the most cells queued or running at once, a whole number from 0; so it has at most as many slots. Other cells wait. null: no limit */
            readonly maxQueuedCells?: number | null;
            /** @description hours of slots per calendar month (UTC), a number from 0 to 1e9: an attempt takes one slot for as long as it runs. null: no limit */
            readonly slotHours?: number | null;
        };
        /** @description a change of many sweeps: those that match and that the action would change */
        readonly BulkChange: {
            /**
             * @description cancel, pause, resume, retry, prioritize, label, archive, unarchive: what is done to each sweep
             * @enum {string}
             */
            readonly action: "cancel" | "pause" | "resume" | "retry" | "prioritize" | "label" | "archive" | "unarchive";
            /** @description the sweeps: those that match every field, and all if there is none */
            readonly filter: {
                /** @description at most 10000 sweep ids: only these */
                readonly sweeps?: readonly string[];
                /**
                 * @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed
                 * @enum {string}
                 */
                readonly state?: "active" | "paused" | "completed" | "failed" | "cancelled";
                /** @description a name: only sweeps with exactly this name */
                readonly name?: string;
                /** @description only sweeps in this project: the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores */
                readonly project?: string;
                /** @description only sweeps with this label: key=value, or key for any value; repeat it for several labels */
                readonly label?: readonly string[];
                /** @description text: only sweeps with it in their name, notes or labels, in either case */
                readonly search?: string;
                /**
                 * @description false, true or any: whether archived sweeps match. Default: false; for unarchive, true
                 * @enum {string}
                 */
                readonly archived?: "false" | "true" | "any";
            };
            /** @description the new priority; of prioritize */
            readonly priority?: number;
            /** @description labels to set by key (1 to 63 letters, digits, dots, hyphens, underscores or slashes), each a text of at most 200 characters; null removes one, and others stay */
            readonly labels?: {
                readonly [key: string]: string | null;
            };
            /** @description how many sweeps a dry run has found; if it is another number now, nothing is changed. Omit it to change whatever matches */
            readonly expected?: number;
        };
        /** @description what a bulk change would reach */
        readonly BulkPlan: {
            /**
             * @description cancel, pause, resume, retry, prioritize, label, archive, unarchive: what is done to each sweep
             * @enum {string}
             */
            readonly action: "cancel" | "pause" | "resume" | "retry" | "prioritize" | "label" | "archive" | "unarchive";
            /** @description sweeps that would be changed */
            readonly sweeps: number;
            /** @description their cells that the action is about, each once: those that have not ended, or for retry, those that failed */
            readonly cells: number;
        };
        /** @description what deleting a sweep would delete besides the sweep itself */
        readonly DeletionPlan: {
            /** @description cells of the sweep */
            readonly cells: number;
            /** @description those that other sweeps contain: they stay, with their results */
            readonly sharedCells: number;
            /** @description results of the others, which would be deleted with their learning curves */
            readonly results: number;
            /** @description attempts of the others */
            readonly attempts: number;
        };
        /** @description how far a bulk change has come */
        readonly BulkProgress: {
            /**
             * Format: uuid
             * @description the id of the bulk change
             */
            readonly id: string;
            /**
             * @description cancel, pause, resume, retry, prioritize, label, archive, unarchive: what is done to each sweep
             * @enum {string}
             */
            readonly action: "cancel" | "pause" | "resume" | "retry" | "prioritize" | "label" | "archive" | "unarchive";
            /**
             * Format: date-time
             * @description when it was asked for; its sweeps were chosen then
             */
            readonly createdAt: string;
            /** @description when its last sweep was done or refused; null until then */
            readonly endedAt: string | null;
            /** @description sweeps in all */
            readonly sweeps: number;
            /** @description sweeps that are not changed yet */
            readonly waiting: number;
            /** @description sweeps that are changed */
            readonly done: number;
            /** @description sweeps that could not be changed */
            readonly refused: number;
            /** @description the first hundred that could not be changed */
            readonly refusals: readonly {
                /** @description a sweep id: a UUID in lower case */
                readonly sweep: string;
                /** @description why */
                readonly message: string;
            }[];
        };
        /** @description an address to which events are sent */
        readonly Webhook: {
            /** @description its id, a UUID */
            readonly id: string;
            /** @description where events are sent */
            readonly url: string;
            /** @description a list of types of events: sweep.submitted, sweep.paused, sweep.resumed, sweep.cancelled, sweep.deleted, sweep.changed, sweep.counts, sweep.ended, cell.changed, cells.changed, epoch.finished */
            readonly types: readonly ("sweep.submitted" | "sweep.paused" | "sweep.resumed" | "sweep.cancelled" | "sweep.deleted" | "sweep.changed" | "sweep.counts" | "sweep.ended" | "cell.changed" | "cells.changed" | "epoch.finished")[];
            /** @description only events of this sweep; null: of all sweeps */
            readonly sweep: string | null;
            /**
             * Format: date-time
             * @description when it was made; only later events are sent
             */
            readonly createdAt: string;
            /** @description deliveries that are due or will be tried again */
            readonly pending: number;
            /** @description deliveries that were given up */
            readonly failed: number;
        };
        /** @description all webhooks, the newest first */
        readonly WebhookList: {
            readonly items: readonly components["schemas"]["Webhook"][];
        };
        /** @description a new webhook */
        readonly CreatedWebhook: {
            /** @description its id, a UUID */
            readonly id: string;
            /** @description where events are sent */
            readonly url: string;
            /** @description a list of types of events: sweep.submitted, sweep.paused, sweep.resumed, sweep.cancelled, sweep.deleted, sweep.changed, sweep.counts, sweep.ended, cell.changed, cells.changed, epoch.finished */
            readonly types: readonly ("sweep.submitted" | "sweep.paused" | "sweep.resumed" | "sweep.cancelled" | "sweep.deleted" | "sweep.changed" | "sweep.counts" | "sweep.ended" | "cell.changed" | "cells.changed" | "epoch.finished")[];
            /** @description only events of this sweep; null: of all sweeps */
            readonly sweep: string | null;
            /**
             * Format: date-time
             * @description when it was made; only later events are sent
             */
            readonly createdAt: string;
            /** @description deliveries that are due or will be tried again */
            readonly pending: number;
            /** @description deliveries that were given up */
            readonly failed: number;
            /** @description the key of its signatures, which is shown only this once: whsec_ and 32 bytes in base64 */
            readonly secret: string;
        };
        /** @description a webhook to make; without types, it gets sweep.submitted and sweep.ended */
        readonly NewWebhook: {
            /** @description an address with http or https, such as https://example.org/rote, without a login */
            readonly url: string;
            /** @description a list of types of events: sweep.submitted, sweep.paused, sweep.resumed, sweep.cancelled, sweep.deleted, sweep.changed, sweep.counts, sweep.ended, cell.changed, cells.changed, epoch.finished */
            readonly types?: readonly ("sweep.submitted" | "sweep.paused" | "sweep.resumed" | "sweep.cancelled" | "sweep.deleted" | "sweep.changed" | "sweep.counts" | "sweep.ended" | "cell.changed" | "cells.changed" | "epoch.finished")[];
            /** @description a sweep id: a UUID, in either case */
            readonly sweep?: string;
        };
        /** @description an event that is or was sent to a webhook */
        readonly WebhookDelivery: {
            /** @description the id of the event */
            readonly event: number;
            /** @description the header webhook-id, the same in every attempt */
            readonly messageId: string;
            /** @description the type of the event */
            readonly type: string;
            /** @description a sweep id: a UUID in lower case */
            readonly sweep: string;
            /**
             * @description pending until the address has answered with a status of 2xx, failed if it never did
             * @enum {string}
             */
            readonly state: "pending" | "delivered" | "failed";
            /** @description how often it was sent, or tried to be */
            readonly attempts: number;
            /** @description null unless it is pending */
            readonly nextAttemptAt: string | null;
            /** @description the status of the last answer; null: there was none */
            readonly lastStatus: number | null;
            /** @description why the last attempt failed; null: it did not */
            readonly lastError: string | null;
        };
        /** @description deliveries, the newest event first */
        readonly WebhookDeliveries: {
            readonly items: readonly components["schemas"]["WebhookDelivery"][];
        };
        /** @description which deliveries to repeat */
        readonly WebhookReplay: {
            /** @description the id of an event: only its delivery, whatever came of it; omit it for all that failed */
            readonly event?: number;
        };
        /** @description what a replay did */
        readonly WebhookReplayed: {
            /** @description deliveries that will be sent again */
            readonly replayed: number;
        };
        /** @description all checks passed */
        readonly HealthStatus: {
            readonly checks: readonly {
                readonly name: string;
                /** @description ok, or more */
                readonly detail: string;
            }[];
        };
        /** @description where to go from here */
        readonly LinkIndex: {
            /** @constant */
            readonly name: "rote";
            readonly links: {
                /** @description a path on this server */
                readonly sweeps: string;
                /** @description a path on this server */
                readonly queues: string;
                /** @description a path on this server */
                readonly workers: string;
                /** @description a path on this server */
                readonly documentation: string;
                /** @description a path on this server */
                readonly openapi: string;
                /** @description a path on this server */
                readonly sweepSchema: string;
                /** @description a path on this server */
                readonly presets: string;
                /** @description a path on this server */
                readonly problems: string;
                /** @description a path on this server */
                readonly liveness: string;
                /** @description a path on this server */
                readonly readiness: string;
            };
        };
        /** @description a problem (RFC 9457) */
        readonly Problem: {
            /** @description where this kind of problem is explained, on this server */
            readonly type: string;
            /** @description the kind of problem; the same for every problem of its code */
            readonly title: string;
            /** @description the HTTP status */
            readonly status: number;
            /** @description what happened this time and how to fix it */
            readonly detail: string;
            /** @description the requested path */
            readonly instance: string;
            /**
             * @description the problem’s code, for programs
             * @enum {string}
             */
            readonly code: "config-invalid" | "spec-invalid" | "request-invalid" | "sweep-not-found" | "cell-not-found" | "images-not-found" | "figure-not-found" | "key-not-found" | "webhook-not-found" | "bulk-change-not-found" | "project-not-found" | "project-in-use" | "sweep-ended" | "sweep-active" | "idempotency-conflict" | "query-too-costly" | "query-timeout" | "too-many-queries" | "data-unavailable" | "data-corrupt" | "storage-unavailable" | "engine-unavailable" | "engine-failed" | "out-of-memory" | "trainer-crashed" | "trainer-timeout" | "attempt-superseded" | "service-unavailable" | "aborted" | "internal" | "unauthorized" | "scope-missing" | "project-not-allowed" | "origin-not-allowed" | "forbidden" | "route-not-found" | "method-not-allowed" | "request-timeout" | "precondition-failed" | "too-many-requests" | "body-too-large" | "unsupported-media-type" | "range-not-satisfiable" | "expectation-failed" | "host-not-allowed" | "headers-too-large";
            /** @description whether the same request may succeed later */
            readonly retryable: boolean;
            /** @description the request’s id in the server’s log, if the server is at fault */
            readonly requestId?: string;
            /** @description what is wrong with the input, if the input is at fault: the first 50 faults */
            readonly errors?: readonly {
                /** @description where, as a JSON pointer: into the body, or /query/…, /path/… or /headers/… for the rest */
                readonly pointer: string;
                /** @description what was expected there */
                readonly expected: string;
                /** @description what was found there */
                readonly found?: string;
                /** @description a suggestion */
                readonly suggestion?: string;
                /** @description its line in the body, from 1 */
                readonly line?: number;
                /** @description its column there, from 1 */
                readonly column?: number;
            }[];
            /** @description how many more faults there are than `errors` lists */
            readonly moreErrors?: number;
        };
        /** @description a kind of problem */
        readonly ProblemKind: {
            /** @description the address of this explanation, as problems name it */
            readonly type: string;
            /**
             * @description the problem’s code, for programs
             * @enum {string}
             */
            readonly code: "config-invalid" | "spec-invalid" | "request-invalid" | "sweep-not-found" | "cell-not-found" | "images-not-found" | "figure-not-found" | "key-not-found" | "webhook-not-found" | "bulk-change-not-found" | "project-not-found" | "project-in-use" | "sweep-ended" | "sweep-active" | "idempotency-conflict" | "query-too-costly" | "query-timeout" | "too-many-queries" | "data-unavailable" | "data-corrupt" | "storage-unavailable" | "engine-unavailable" | "engine-failed" | "out-of-memory" | "trainer-crashed" | "trainer-timeout" | "attempt-superseded" | "service-unavailable" | "aborted" | "internal" | "unauthorized" | "scope-missing" | "project-not-allowed" | "origin-not-allowed" | "forbidden" | "route-not-found" | "method-not-allowed" | "request-timeout" | "precondition-failed" | "too-many-requests" | "body-too-large" | "unsupported-media-type" | "range-not-satisfiable" | "expectation-failed" | "host-not-allowed" | "headers-too-large";
            /** @description the HTTP status */
            readonly status: number;
            /** @description the kind of problem; the same for every problem of its code */
            readonly title: string;
            /** @description what a client can do about it */
            readonly help: string;
        };
        /** @description the kinds of problems */
        readonly ProblemList: {
            readonly items: readonly components["schemas"]["ProblemKind"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type SweepSpec = components['schemas']['SweepSpec'];
export type NumberRange = components['schemas']['NumberRange'];
export type Sweep = components['schemas']['Sweep'];
export type SubmittedSweep = components['schemas']['SubmittedSweep'];
export type CancelledSweep = components['schemas']['CancelledSweep'];
export type SweepSummary = components['schemas']['SweepSummary'];
export type SweepPage = components['schemas']['SweepPage'];
export type SweepPlan = components['schemas']['SweepPlan'];
export type SweepPatch = components['schemas']['SweepPatch'];
export type SweepDiff = components['schemas']['SweepDiff'];
export type SweepExtension = components['schemas']['SweepExtension'];
export type SweepDerivation = components['schemas']['SweepDerivation'];
export type SweepRetry = components['schemas']['SweepRetry'];
export type RetryFilter = components['schemas']['RetryFilter'];
export type Cell = components['schemas']['Cell'];
export type CellState = components['schemas']['CellState'];
export type CellCounts = components['schemas']['CellCounts'];
export type CellError = components['schemas']['CellError'];
export type CellSummary = components['schemas']['CellSummary'];
export type CellPage = components['schemas']['CellPage'];
export type CellDetail = components['schemas']['CellDetail'];
export type CellWhy = components['schemas']['CellWhy'];
export type SweepWhy = components['schemas']['SweepWhy'];
export type CellResult = components['schemas']['CellResult'];
export type Attempt = components['schemas']['Attempt'];
export type Event = components['schemas']['Event'];
export type EngineIdentity = components['schemas']['EngineIdentity'];
export type EpochMetrics = components['schemas']['EpochMetrics'];
export type Score = components['schemas']['Score'];
export type Curve = components['schemas']['Curve'];
export type CellImages = components['schemas']['CellImages'];
export type FigureList = components['schemas']['FigureList'];
export type QueryRequest = components['schemas']['QueryRequest'];
export type QueryAnswer = components['schemas']['QueryAnswer'];
export type Preset = components['schemas']['Preset'];
export type PresetList = components['schemas']['PresetList'];
export type QueueStatus = components['schemas']['QueueStatus'];
export type QueueHistory = components['schemas']['QueueHistory'];
export type ReportTables = components['schemas']['ReportTables'];
export type ResultRow = components['schemas']['ResultRow'];
export type ResultPage = components['schemas']['ResultPage'];
export type ResultPartPage = components['schemas']['ResultPartPage'];
export type SweepAxes = components['schemas']['SweepAxes'];
export type SweepAxis = components['schemas']['SweepAxis'];
export type WorkerStatus = components['schemas']['WorkerStatus'];
export type WorkerList = components['schemas']['WorkerList'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditPage = components['schemas']['AuditPage'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyList = components['schemas']['ApiKeyList'];
export type CreatedApiKey = components['schemas']['CreatedApiKey'];
export type NewSession = components['schemas']['NewSession'];
export type Session = components['schemas']['Session'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type Project = components['schemas']['Project'];
export type ProjectList = components['schemas']['ProjectList'];
export type ProjectQuotas = components['schemas']['ProjectQuotas'];
export type BulkChange = components['schemas']['BulkChange'];
export type BulkPlan = components['schemas']['BulkPlan'];
export type DeletionPlan = components['schemas']['DeletionPlan'];
export type BulkProgress = components['schemas']['BulkProgress'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookList = components['schemas']['WebhookList'];
export type CreatedWebhook = components['schemas']['CreatedWebhook'];
export type NewWebhook = components['schemas']['NewWebhook'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookDeliveries = components['schemas']['WebhookDeliveries'];
export type WebhookReplay = components['schemas']['WebhookReplay'];
export type WebhookReplayed = components['schemas']['WebhookReplayed'];
export type HealthStatus = components['schemas']['HealthStatus'];
export type LinkIndex = components['schemas']['LinkIndex'];
export type Problem = components['schemas']['Problem'];
export type ProblemKind = components['schemas']['ProblemKind'];
export type ProblemList = components['schemas']['ProblemList'];
export type $defs = Record<string, never>;
export interface operations {
    readonly listSweeps: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description a whole number from 1 to 1000: the most items of a page
                 * @example 100
                 */
                readonly limit?: number;
                /** @description the nextCursor of the previous page; omit it for the first page */
                readonly cursor?: string;
                /** @description active, paused, completed, failed, cancelled: active until every cell has ended or it is cancelled, except while it is paused; failed if every cell has failed */
                readonly state?: "active" | "paused" | "completed" | "failed" | "cancelled";
                /** @description a name: only sweeps with exactly this name */
                readonly name?: string;
                /** @description only sweeps in this project: the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores */
                readonly project?: string;
                /** @description only sweeps with this label: key=value, or key for any value; repeat it for several labels */
                readonly label?: readonly string[];
                /** @description text: only sweeps with it in their name, notes or labels, in either case */
                readonly search?: string;
                /** @description false, true or any: whether to list archived sweeps */
                readonly archived?: "false" | "true" | "any";
                /** @description a sweep id, in place of a cursor: only sweeps older than that one */
                readonly before?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description sweeps, newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SweepPage"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submitSweep: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description true or false: with true the spec is checked and planned, and nothing is written
                 * @example true
                 */
                readonly dryRun?: boolean;
                /** @description the project that the sweep is in: the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores. Default: that of the key; of a sweep that derives from another, that of the other; else default */
                readonly project?: string;
            };
            readonly header?: {
                /**
                 * @description a key of 1 to 200 characters, with or without quotes: the same key with the same spec submits once
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "true and random labels",
                 *       "dataset": {
                 *         "name": "synthetic",
                 *         "train": 200,
                 *         "test": 100
                 *       },
                 *       "grid": {
                 *         "corruption": [
                 *           "none",
                 *           "random-labels"
                 *         ],
                 *         "architecture": [
                 *           "mlp-1x512"
                 *         ],
                 *         "seed": [
                 *           1,
                 *           2
                 *         ]
                 *       },
                 *       "training": {
                 *         "epochs": 5
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["SweepSpec"];
                /**
                 * @example {
                 *       "name": "true and random labels",
                 *       "dataset": {
                 *         "name": "synthetic",
                 *         "train": 200,
                 *         "test": 100
                 *       },
                 *       "grid": {
                 *         "corruption": [
                 *           "none",
                 *           "random-labels"
                 *         ],
                 *         "architecture": [
                 *           "mlp-1x512"
                 *         ],
                 *         "seed": [
                 *           1,
                 *           2
                 *         ]
                 *       },
                 *       "training": {
                 *         "epochs": 5
                 *       }
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["SweepSpec"];
                /**
                 * @example {
                 *       "name": "true and random labels",
                 *       "dataset": {
                 *         "name": "synthetic",
                 *         "train": 200,
                 *         "test": 100
                 *       },
                 *       "grid": {
                 *         "corruption": [
                 *           "none",
                 *           "random-labels"
                 *         ],
                 *         "architecture": [
                 *           "mlp-1x512"
                 *         ],
                 *         "seed": [
                 *           1,
                 *           2
                 *         ]
                 *       },
                 *       "training": {
                 *         "epochs": 5
                 *       }
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["SweepSpec"];
            };
        };
        readonly responses: {
            /** @description With dryRun, the plan; otherwise, the sweep that was submitted with the same idempotency key */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedSweep"] | components["schemas"]["SweepPlan"];
                };
            };
            /** @description The sweep; its address is in the Location header */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedSweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Project not allowed; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Project not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid sweep spec; Idempotency key used with another spec */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a sweep, with the spec it was submitted with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sweep"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteSweep: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description true or false: only count what would be deleted
                 * @example true
                 */
                readonly dryRun?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description With dryRun, what would be deleted */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeletionPlan"];
                };
            };
            /** @description It is deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep is active */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description an ETag of GET /v1/sweeps/{id}: change it only if name, notes, labels, priority and archiving are still as they were then. Cells that have ended since do not matter */
                readonly "if-match"?: string;
            };
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** @description what to change of a sweep, all or nothing; its spec stays as it was submitted */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "notes": "Compare with the first run.",
                 *       "labels": {
                 *         "paper": "figure-1a"
                 *       },
                 *       "priority": 10
                 *     }
                 */
                readonly "application/json": components["schemas"]["SweepPatch"];
                /**
                 * @example {
                 *       "notes": "Compare with the first run.",
                 *       "labels": {
                 *         "paper": "figure-1a"
                 *       },
                 *       "priority": 10
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["SweepPatch"];
                /**
                 * @example {
                 *       "notes": "Compare with the first run.",
                 *       "labels": {
                 *         "paper": "figure-1a"
                 *       },
                 *       "priority": 10
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["SweepPatch"];
            };
        };
        readonly responses: {
            /** @description a sweep, with the spec it was submitted with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep has ended */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cancelSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a cancelled sweep, and the sweeps that still want some of its cells */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CancelledSweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep has ended */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pauseSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a sweep, with the spec it was submitted with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep has ended */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumeSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a sweep, with the spec it was submitted with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep has ended */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly retrySweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** @description which failed cells: those that match one value of every given list; all if there is no list */
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "failureClass": [
                 *         "out-of-memory",
                 *         "lost-worker"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["RetryFilter"];
                /**
                 * @example {
                 *       "failureClass": [
                 *         "out-of-memory",
                 *         "lost-worker"
                 *       ]
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["RetryFilter"];
                /**
                 * @example {
                 *       "failureClass": [
                 *         "out-of-memory",
                 *         "lost-worker"
                 *       ]
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["RetryFilter"];
            };
        };
        readonly responses: {
            /** @description what retrying a sweep did */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SweepRetry"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep has ended */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly archiveSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a sweep, with the spec it was submitted with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly unarchiveSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a sweep, with the spec it was submitted with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeSweeps: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description true or false: only count what would be changed
                 * @example true
                 */
                readonly dryRun?: boolean;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description a change of many sweeps: those that match and that the action would change */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "action": "pause",
                 *       "filter": {
                 *         "label": [
                 *           "paper=figure-1a"
                 *         ]
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["BulkChange"];
                /**
                 * @example {
                 *       "action": "pause",
                 *       "filter": {
                 *         "label": [
                 *           "paper=figure-1a"
                 *         ]
                 *       }
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["BulkChange"];
                /**
                 * @example {
                 *       "action": "pause",
                 *       "filter": {
                 *         "label": [
                 *           "paper=figure-1a"
                 *         ]
                 *       }
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["BulkChange"];
            };
        };
        readonly responses: {
            /** @description With dryRun, what would be changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BulkPlan"];
                };
            };
            /** @description The change, which continues in the background */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BulkProgress"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Project not allowed; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getBulkChange: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the id of a bulk change, a UUID
                 * @example 0b0c7f52-6f2c-4f0b-9a43-9d2f7d0c3c11
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description how far a bulk change has come */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BulkProgress"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Bulk change not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSweepSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The text */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/yaml": string;
                    readonly "application/json": unknown;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly cloneSweep: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description true or false: with true the spec is checked and planned, and nothing is written
                 * @example true
                 */
                readonly dryRun?: boolean;
                /** @description the project that the sweep is in: the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores. Default: that of the key; of a sweep that derives from another, that of the other; else default */
                readonly project?: string;
            };
            readonly header?: {
                /**
                 * @description a key of 1 to 200 characters, with or without quotes: the same key with the same spec submits once
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** @description a merge patch (RFC 7396) of the spec: null removes a field, an object is merged, anything else, lists included, replaces what was there */
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "twice as long",
                 *       "training": {
                 *         "epochs": 10
                 *       }
                 *     }
                 */
                readonly "application/json": {
                    readonly [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "name": "twice as long",
                 *       "training": {
                 *         "epochs": 10
                 *       }
                 *     }
                 */
                readonly "application/yaml": {
                    readonly [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "name": "twice as long",
                 *       "training": {
                 *         "epochs": 10
                 *       }
                 *     }
                 */
                readonly "text/yaml": {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly responses: {
            /** @description With dryRun, the new spec and its plan; otherwise, the sweep that exists already */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedSweep"] | components["schemas"]["SweepDerivation"];
                };
            };
            /** @description The new sweep; its address is in the Location header */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedSweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Project not allowed; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found; Project not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid sweep spec; Idempotency key used with another spec */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly extendSweep: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description true or false: with true the spec is checked and planned, and nothing is written
                 * @example true
                 */
                readonly dryRun?: boolean;
                /** @description the project that the sweep is in: the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores. Default: that of the key; of a sweep that derives from another, that of the other; else default */
                readonly project?: string;
            };
            readonly header?: {
                /**
                 * @description a key of 1 to 200 characters, with or without quotes: the same key with the same spec submits once
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** @description what to add to the grid of a sweep; the new sweep has its name unless it gets another */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "axes": {
                 *         "seed": [
                 *           1001,
                 *           1002
                 *         ]
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["SweepExtension"];
                /**
                 * @example {
                 *       "axes": {
                 *         "seed": [
                 *           1001,
                 *           1002
                 *         ]
                 *       }
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["SweepExtension"];
                /**
                 * @example {
                 *       "axes": {
                 *         "seed": [
                 *           1001,
                 *           1002
                 *         ]
                 *       }
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["SweepExtension"];
            };
        };
        readonly responses: {
            /** @description With dryRun, the new spec and its plan; otherwise, the sweep that exists already */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedSweep"] | components["schemas"]["SweepDerivation"];
                };
            };
            /** @description The new sweep; its address is in the Location header */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedSweep"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Project not allowed; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found; Project not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid sweep spec; Idempotency key used with another spec */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly diffSweeps: {
        readonly parameters: {
            readonly query?: {
                /** @description left, right or both: which cells to list: those of only one sweep, or the shared ones */
                readonly part?: "left" | "right" | "both";
                /**
                 * @description a whole number from 1 to 1000: the most items of a page
                 * @example 100
                 */
                readonly limit?: number;
                /** @description the nextCursor of the previous page; omit it for the first page */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
                /**
                 * @description the id of the sweep to compare it with
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a42
                 */
                readonly other: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description how two sweeps differ */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SweepDiff"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSweepCells: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description a whole number from 1 to 1000: the most items of a page
                 * @example 100
                 */
                readonly limit?: number;
                /** @description the nextCursor of the previous page; omit it for the first page */
                readonly cursor?: string;
                /** @description pending, queued, running, succeeded, diverged, failed, cancelled */
                readonly state?: "pending" | "queued" | "running" | "succeeded" | "diverged" | "failed" | "cancelled";
                /** @description true or false: only cells that have been tried before, or only the others */
                readonly tried?: boolean;
                /**
                 * @description a whole number from 0 to 2147483647, in place of a cursor: only cells at later positions
                 * @example 1
                 */
                readonly after?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description cells of a sweep in its order of expansion */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CellPage"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listResults: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description json, ndjson, csv, arrow, parquet (overrides the header Accept; default: json)
                 * @example json
                 */
                readonly format?: "json" | "ndjson" | "csv" | "arrow" | "parquet";
                /**
                 * @description a whole number from 1 to 1000: the most rows; default: 100 as json, all in the other formats
                 * @example 100
                 */
                readonly limit?: number;
                /** @description the nextCursor of the previous page; omit it for the first page */
                readonly cursor?: string;
                /**
                 * @description names of columns with commas between them: these columns of the view in this order; default: all
                 * @example test_accuracy
                 */
                readonly columns?: string;
                /**
                 * @description positions and ranges of positions, both ends included, such as 0-99,205, in at most 8000 characters: only these cells
                 * @example 0-99,205
                 */
                readonly positions?: string;
                /** @description only cells in this state: pending, queued, running, succeeded, diverged, failed, cancelled */
                readonly state?: "pending" | "queued" | "running" | "succeeded" | "diverged" | "failed" | "cancelled";
                /**
                 * @description a whole number from 0, in place of a cursor: only cells at later positions
                 * @example 1
                 */
                readonly after?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The rows */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ResultPage"] | components["schemas"]["ResultPartPage"];
                    readonly "text/csv": string;
                    readonly "application/x-ndjson": string;
                    readonly "application/vnd.apache.arrow.stream": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; Too many queries */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listReportTables: {
        readonly parameters: {
            readonly query?: {
                /** @description names of tables with commas between them: only these; default: all. Some take much longer than others */
                readonly tables?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the tables that have rows */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReportTables"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAxes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the axes of a sweep */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SweepAxes"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCurves: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description ndjson, csv, arrow (overrides the header Accept; default: ndjson)
                 * @example csv
                 */
                readonly format?: "ndjson" | "csv" | "arrow";
                /**
                 * @description names of columns with commas between them: some of step, train_loss, train_accuracy, clean_train_loss, clean_train_accuracy, corrupted_train_loss, corrupted_train_accuracy, test_loss, test_accuracy, best_test_accuracy, epoch_learning_rate, gradient_norm, weight_norm, seconds, images_per_second; default: train_accuracy,test_accuracy. position and epoch are always there
                 * @example test_accuracy
                 */
                readonly columns?: string;
                /**
                 * @description positions and ranges of positions, both ends included, such as 0-99,205, in at most 8000 characters: only these cells
                 * @example 0-99,205
                 */
                readonly positions?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The curves */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.arrow.stream": string;
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; Too many queries */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMeasures: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description ndjson, csv, arrow (overrides the header Accept; default: ndjson)
                 * @example csv
                 */
                readonly format?: "ndjson" | "csv" | "arrow";
                /**
                 * @description positions and ranges of positions, both ends included, such as 0-99,205, in at most 8000 characters: only these cells
                 * @example 0-99,205
                 */
                readonly positions?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The measures */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.arrow.stream": string;
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; Too many queries */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly exportSweep: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description the format of the tables: parquet, arrow, csv; default: parquet
                 * @example parquet
                 */
                readonly format?: "parquet" | "arrow" | "csv";
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The archive */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/zip": string;
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; Too many queries */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The report */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listFigures: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the figures that a sweep has rows for, in the paper’s order */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FigureList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getFigureAsSvg: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
                /**
                 * @description a figure: learning-curves, figure-1a, figure-1b, figure-1c, label-fit, figure-2b, fit-width, kernel-error
                 * @example figure-1b
                 */
                readonly name: "learning-curves" | "figure-1a" | "figure-1b" | "figure-1c" | "label-fit" | "figure-2b" | "fit-width" | "kernel-error";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figure */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/svg+xml": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found; No rows for this figure */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getFigureAsPng: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
                /**
                 * @description a figure: learning-curves, figure-1a, figure-1b, figure-1c, label-fit, figure-2b, fit-width, kernel-error
                 * @example figure-1b
                 */
                readonly name: "learning-curves" | "figure-1a" | "figure-1b" | "figure-1c" | "label-fit" | "figure-2b" | "fit-width" | "kernel-error";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figure, twice as large as its SVG */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/png": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found; No rows for this figure */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCell: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a whole cell id: 64 hexadecimal digits, in either case
                 * @example 3b1f8a4d5c6e7f90123456789abcdef0123456789abcdef0123456789abcdef0
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a cell with everything known about it */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CellDetail"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cell not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getImages: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a whole cell id: 64 hexadecimal digits, in either case
                 * @example 3b1f8a4d5c6e7f90123456789abcdef0123456789abcdef0123456789abcdef0
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description some train images of a cell as its network sees them in the first epoch: corrupted, cropped and augmented, but neither scaled nor mixed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CellImages"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cell not found; No images of this cell */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCurve: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description a whole number from 1 to 10000: the most items of a page
                 * @example 100
                 */
                readonly limit?: number;
                /** @description the nextCursor of the previous page; omit it for the first page */
                readonly cursor?: string;
                /** @description a whole number from 1 to 2147483647: only this epoch and later ones */
                readonly from?: number;
                /** @description a whole number from 1 to 2147483647: only this epoch and earlier ones */
                readonly to?: number;
                /** @description a whole number from 50 to 10000: of a longer curve, only so many epochs, which show its shape: the first and the last, the extremes of each loss and accuracy, the first that was not finite, and what the largest triangles (LTTB) select. In one page, whatever the limit */
                readonly points?: number;
                /**
                 * @description json, csv, ndjson, in place of an Accept header: csv and ndjson have all epochs at once, without pages
                 * @example json
                 */
                readonly format?: "json" | "csv" | "ndjson";
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description a whole cell id: 64 hexadecimal digits, in either case
                 * @example 3b1f8a4d5c6e7f90123456789abcdef0123456789abcdef0123456789abcdef0
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The epochs, in order */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Curve"];
                    readonly "text/csv": string;
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cell not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly explainCell: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a whole cell id: 64 hexadecimal digits, in either case
                 * @example 3b1f8a4d5c6e7f90123456789abcdef0123456789abcdef0123456789abcdef0
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description why a cell waits */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CellWhy"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cell not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly explainSweep: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description why the cells of a sweep wait, by reason */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SweepWhy"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly queryByLink: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description one query: SELECT, VALUES, TABLE or WITH, or an EXPLAIN or SHOW. `:name` stands for a value, except in strings, quoted names and comments
                 * @example SELECT sweep, architecture, test_accuracy FROM results
                 */
                readonly sql: string;
                /**
                 * @description json, ndjson, csv, arrow, parquet (overrides the header Accept; default: json)
                 * @example json
                 */
                readonly format?: "json" | "ndjson" | "csv" | "arrow" | "parquet";
                /**
                 * @description the most rows; default: 1000 as json, whose maximum is 10000, and all in the other formats
                 * @example 100
                 */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The rows */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueryAnswer"];
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.arrow.stream": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Query too costly; Query timeout */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; Too many queries */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly query: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description a SQL query with its values */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "sql": "SELECT architecture, corruption, avg(test_accuracy) AS test FROM results WHERE outcome = :outcome GROUP BY 1, 2",
                 *       "params": {
                 *         "outcome": "succeeded"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["QueryRequest"];
                /**
                 * @example {
                 *       "sql": "SELECT architecture, corruption, avg(test_accuracy) AS test FROM results WHERE outcome = :outcome GROUP BY 1, 2",
                 *       "params": {
                 *         "outcome": "succeeded"
                 *       }
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["QueryRequest"];
                /**
                 * @example {
                 *       "sql": "SELECT architecture, corruption, avg(test_accuracy) AS test FROM results WHERE outcome = :outcome GROUP BY 1, 2",
                 *       "params": {
                 *         "outcome": "succeeded"
                 *       }
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["QueryRequest"];
            };
        };
        readonly responses: {
            /** @description The rows */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueryAnswer"];
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.arrow.stream": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Query too costly; Query timeout */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; Too many queries */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getQueues: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description jobs in the queue, which is kept short, and all cells by state, which are authoritative */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueueStatus"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getQueueHistory: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description a whole number from 1 to 1440: how far back it reaches
                 * @example 60
                 */
                readonly minutes?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description what the workers did lately */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueueHistory"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listenToEvents: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description only these events: a list, separated by commas, of sweep.submitted, sweep.paused, sweep.resumed, sweep.cancelled, sweep.deleted, sweep.changed, sweep.counts, sweep.ended, cell.changed, cells.changed, epoch.finished
                 * @example sweep.ended,cell.changed
                 */
                readonly types?: string;
                /**
                 * @description the id of an event: only later ones; the header Last-Event-ID counts before it
                 * @example 1
                 */
                readonly after?: number;
            };
            readonly header?: {
                /** @description the id of the last event that arrived: the stream begins with the next one */
                readonly "last-event-id"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The events, each with its id, its type, and this as its data */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listenToSweep: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description only these events: a list, separated by commas, of sweep.submitted, sweep.paused, sweep.resumed, sweep.cancelled, sweep.deleted, sweep.changed, sweep.counts, sweep.ended, cell.changed, cells.changed, epoch.finished
                 * @example sweep.ended,cell.changed
                 */
                readonly types?: string;
                /**
                 * @description the id of an event: only later ones; the header Last-Event-ID counts before it
                 * @example 1
                 */
                readonly after?: number;
            };
            readonly header?: {
                /** @description the id of the last event that arrived: the stream begins with the next one */
                readonly "last-event-id"?: number;
            };
            readonly path: {
                /**
                 * @description a sweep id: a UUID, in either case
                 * @example 0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The events, each with its id, its type, and this as its data */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description all webhooks, the newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description a webhook to make; without types, it gets sweep.submitted and sweep.ended */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "url": "https://93.184.216.34/rote",
                 *       "types": [
                 *         "sweep.ended"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewWebhook"];
                /**
                 * @example {
                 *       "url": "https://93.184.216.34/rote",
                 *       "types": [
                 *         "sweep.ended"
                 *       ]
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["NewWebhook"];
                /**
                 * @example {
                 *       "url": "https://93.184.216.34/rote",
                 *       "types": [
                 *         "sweep.ended"
                 *       ]
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["NewWebhook"];
            };
        };
        readonly responses: {
            /** @description The webhook */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sweep not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the id of a webhook, a UUID
                 * @example 5e3f4cf2-1a54-4e63-8a0e-61b2f7f0a5d4
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Webhook not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listWebhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description a whole number from 1 to 1000: the most items of a page
                 * @example 100
                 */
                readonly limit?: number;
                /** @description pending, delivered or failed: only deliveries in this state */
                readonly state?: "pending" | "delivered" | "failed";
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description the id of a webhook, a UUID
                 * @example 5e3f4cf2-1a54-4e63-8a0e-61b2f7f0a5d4
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description deliveries, the newest event first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveries"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Webhook not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replayWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the id of a webhook, a UUID
                 * @example 5e3f4cf2-1a54-4e63-8a0e-61b2f7f0a5d4
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** @description which deliveries to repeat */
        readonly requestBody: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["WebhookReplay"];
                /** @example {} */
                readonly "application/yaml": components["schemas"]["WebhookReplay"];
                /** @example {} */
                readonly "text/yaml": components["schemas"]["WebhookReplay"];
            };
        };
        readonly responses: {
            /** @description what a replay did */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Webhook not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listWorkers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description workers, live ones first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkerList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listProjects: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description all projects, by name */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores
                 * @example vision
                 */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a project: a share of the slots and quotas, for the sweeps in it */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Project not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description *: only make a project, and change none that exists */
                readonly "if-none-match"?: string;
            };
            readonly path: {
                /**
                 * @description the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores
                 * @example vision
                 */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        /** @description what a project may have; without a share it is 1, without a quota there is none */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "share": 2,
                 *       "maxQueuedCells": 32,
                 *       "slotHours": 500
                 *     }
                 */
                readonly "application/json": components["schemas"]["ProjectQuotas"];
                /**
                 * @example {
                 *       "share": 2,
                 *       "maxQueuedCells": 32,
                 *       "slotHours": 500
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["ProjectQuotas"];
                /**
                 * @example {
                 *       "share": 2,
                 *       "maxQueuedCells": 32,
                 *       "slotHours": 500
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["ProjectQuotas"];
            };
        };
        readonly responses: {
            /** @description The project, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            /** @description The new project; its address is in the Location header */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores
                 * @example vision
                 */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Project not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Project in use */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description all keys, the newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description a key to make */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "dashboard",
                 *       "scopes": [
                 *         "read"
                 *       ],
                 *       "expiresInDays": 90
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewApiKey"];
                /**
                 * @example {
                 *       "name": "dashboard",
                 *       "scopes": [
                 *         "read"
                 *       ],
                 *       "expiresInDays": 90
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["NewApiKey"];
                /**
                 * @example {
                 *       "name": "dashboard",
                 *       "scopes": [
                 *         "read"
                 *       ],
                 *       "expiresInDays": 90
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["NewApiKey"];
            };
        };
        readonly responses: {
            /** @description The key */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Project not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the id of a key, which is no secret: the 12 hexadecimal digits after rote_
                 * @example 3f9a1c7be204
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description a key of the API, without its secret */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing; Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description who sends a request, and what it may do */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description the key to sign in with */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "key": "rote_3f9a1c7be204_5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d"
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewSession"];
                /**
                 * @example {
                 *       "key": "rote_3f9a1c7be204_5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d"
                 *     }
                 */
                readonly "application/yaml": components["schemas"]["NewSession"];
                /**
                 * @example {
                 *       "key": "rote_3f9a1c7be204_5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d"
                 *     }
                 */
                readonly "text/yaml": components["schemas"]["NewSession"];
            };
        };
        readonly responses: {
            /** @description who sends a request, and what it may do */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Signed out */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Origin not allowed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAuditEntries: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description a whole number from 1 to 1000: the most items of a page
                 * @example 100
                 */
                readonly limit?: number;
                /** @description the nextCursor of the previous page; omit it for the first page */
                readonly cursor?: string;
                /** @description the id of a sweep or key: only changes to it */
                readonly object?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description changes, the newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Scope missing */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getLiveness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description all checks passed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HealthStatus"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description all checks passed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HealthStatus"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getIndex: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The links */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LinkIndex"];
                    readonly "text/html": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPresets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description every preset: whole sweeps first, then axes of grids and ways of training */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PresetList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listProblems: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the kinds of problems */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProblemList"];
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProblem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description the code of a kind of problem: GET /problems lists them
                 * @example spec-invalid
                 */
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The kind of problem */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProblemKind"];
                    readonly "text/html": string;
                };
            };
            /** @description The client has the content already, as If-None-Match says */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid request */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Host not allowed */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
