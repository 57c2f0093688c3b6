export { API_KEY_ID_PATTERN, API_KEY_PATTERN, redactKeys } from './api-key.js';
export type {
  Features,
  KernelArchitecture,
  MemorizerArchitecture,
  SolvedArchitecture,
  TrainedArchitecture,
} from './architectures/index.js';
export {
  Architecture,
  architectureName,
  ArchitectureSpec,
  architectureVariant,
  describeArchitecture,
  featureCount,
  findMisfit,
  findUnfitDefault,
  FOLDER_ARCHITECTURES,
  hasBatchNorm,
  hasCrossEntropy,
  isSolved,
  refusalsKey,
  resolveArchitecture,
  takesFolders,
  takesWeightDecay,
} from './architectures/index.js';
export type { AuditAction } from './audit-action.js';
export { AUDIT_ACTIONS } from './audit-action.js';
export type { StopRule, Training } from './cell.js';
export { Cell, seedFor } from './cell.js';
export { canonicalJson, cellId, sha256Hex, sha256OfBytes, startSha256 } from './cell-id.js';
export type { CellState } from './cell-state.js';
export { canBecome, CELL_STATES, CELL_TRANSITIONS, isEnded } from './cell-state.js';
export { parseConnectionUrl } from './connection-url.js';
export type { ExportFormat, ExportTableName } from './export-tables.js';
export { EXPORT_FORMATS, EXPORT_TABLE_NAMES, EXPORT_VERSION } from './export-tables.js';
export {
  classCount,
  Corruption,
  corruptionCaption,
  corruptionName,
  CorruptionSpec,
  corruptsImages,
  describeCorruptionKinds,
  findCorruptionFaults,
  hasCorruptionOptions,
  hasTestLabels,
  keepsClasses,
  labelNoise,
  remarkOnCorruption,
  resolveCorruption,
} from './corruptions/index.js';
export type { Dataset, ImagePart, ImageSet, Labels, StreamedDataset, StreamedSet } from './dataset.js';
export { FOLDER_INPUT_SIDE, INPUT_SIDE } from './dataset.js';
export type { DatasetFacts, DatasetName } from './datasets/index.js';
export {
  CellDataset,
  channelsOf,
  DATASETS,
  DatasetSpec,
  datasetTitle,
  FolderDataset,
  IMAGE_FOLDER,
  isFolderName,
  KnownDataset,
  PREPROCESSINGS,
  resolveDataset,
  wholeDataset,
} from './datasets/index.js';
export { diffDocuments } from './diff-specs.js';
export type { DeviceRequirement } from './device-requirement.js';
export { DEVICE_REQUIREMENTS } from './device-requirement.js';
export type { EngineName } from './engine.js';
export { Engine, ENGINE_NAMES, EngineIdentity } from './engine.js';
export type { ErrorCode, Fault } from './errors.js';
export { describeError, ERROR_CODES, InvalidInputError, RoteError } from './errors.js';
export type { ExpandedCell, Expansion } from './expansion/index.js';
export { expandSweep, startExpansion } from './expansion/index.js';
export { extendSpec } from './extend-spec.js';
export type { FailureClass } from './failure.js';
export { FAILURE_CLASS_OF_ERROR, FAILURE_CLASSES, RETRY_POLICY, retryDelayMs } from './failure.js';
export { findFaults, satisfiesSchema } from './faults.js';
export type { FigureName } from './figure-name.js';
export { FIGURE_NAMES } from './figure-name.js';
export type {
  ConfusionCounts,
  CorruptionRecord,
  ExampleRecords,
  Measures,
  StopReason,
  TrainEvent,
} from './metrics.js';
export { CellResult, EpochMetrics, FIT_LOSS, Score } from './metrics.js';
export { mergePatch } from './merge-patch.js';
export type { ChosenOptimizer, OptimizerKind, OptimizerOptions } from './optimizers/index.js';
export {
  completeOptimizer,
  describeOptimizerOptions,
  Optimizer,
  optimizerOf,
  OptimizerSpec,
  optimizerTitle,
} from './optimizers/index.js';
export type { MicroBatches } from './out-of-memory.js';
export { describeOutOfMemory, MICRO_BATCHES, saysOutOfMemory } from './out-of-memory.js';
export { parameterCount } from './parameter-count.js';
export type { ReadSpec } from './parse-spec.js';
export { parseSweepSpec, readSweepSpec } from './parse-spec.js';
export { power } from './power.js';
export type { NamedPreset, PresetPart } from './presets/index.js';
export { PRESET_NAMES, PRESETS } from './presets/index.js';
export { parseCountOption, parseEngineOption } from './program-options.js';
export { protocolVersion } from './protocol.js';
export type { RandomKey, RandomSource } from './random.js';
export { randomKey, randomPermutation, randomSource } from './random.js';
export type { Augmentation, ChosenRegularizer, UsualRegularization } from './regularizers/index.js';
export {
  applyRegularizer,
  completeRegularizer,
  describeRegularizer,
  findRegularizerMisfits,
  isRegularizedBy,
  Regularizer,
  REGULARIZER_FIELDS,
  regularizerName,
  RegularizerSpec,
} from './regularizers/index.js';
export type {
  AccuracyRow,
  BatchNormRow,
  CombinationCurveRow,
  CombinationRow,
  ComparisonRow,
  CorrelationRow,
  DrawnSpread,
  EarlyStoppingRow,
  FitTimeRow,
  FitWidthRow,
  IncomparableRow,
  KernelSectionRow,
  LabelFitRow,
  LeakRow,
  LossRow,
  OfImages,
  OfSettings,
  PaperPoint,
  RademacherRow,
  RegularizedRow,
  ReportRows,
  SettingsRow,
  StabilityRow,
  TestErrorRow,
  Theorem1Row,
  UnfinishedRow,
  Verdict,
} from './report-rows.js';
export {
  applyTraining,
  cellOf,
  completeStop,
  decayStepsOf,
  learningRateOf,
  resolveCell,
  resolveRegularizer,
  USUAL_TRAINING,
} from './resolving/index.js';
export type { Scope } from './scopes.js';
export { allows, SCOPES } from './scopes.js';
export { Range, REQUIRED_WITHOUT_PRESET, WrittenSweepSpec } from './shorthand/index.js';
export { closed, Nullable } from './spec-parts.js';
export type { EngineUse, SweepMethods, SweepReport } from './sweep-report.js';
export type { PatternSpec } from './sweep-spec.js';
export type { BulkAction } from './bulk-action.js';
export { BULK_ACTIONS } from './bulk-action.js';
export { GridSpec, PRIORITY, SweepSpec, TIME_LIMIT_SECONDS } from './sweep-spec.js';
export type { SweepState } from './sweep-state.js';
export { hasSweepEnded, SWEEP_STATES, sweepState } from './sweep-state.js';
export type { QueryLimits } from './query-limits.js';
export { DEFAULT_QUERY_LIMITS } from './query-limits.js';
export { timeLimit } from './time-limit.js';
export type { KeptImages } from './kept-images.js';
export { keptImagesId, keptImagesInputs, keptIndices } from './kept-images.js';
export type { ExampleState, KeptTensor, NamedTensor, TrainingSnapshot } from './training-snapshot.js';
export { DEFAULT_PROJECT, PROJECT_NAME_PATTERN, PROJECT_SHARE } from './project.js';
export type { WaitReason } from './wait-reason.js';
export { isWaiting, WAIT_REASONS } from './wait-reason.js';
export { countOf, countText, joinTexts, percentText } from './wording.js';
