/** The library for Node and browsers: no disk, no network. `matinee/node` adds those. */
import { makeListsWith } from "./core/list-kernels.ts";
import { fastestListKernels } from "./kernels/wasm-list-kernels.ts";

export { Catalogue } from "./core/catalogue/catalogue.ts";
export type { DataSet } from "./core/catalogue/data-set.ts";
export type {
  FilmCandidate,
  FilmMatch,
  MatchReason,
  WantedFilm,
} from "./core/catalogue/film-match.ts";
export { matchFilms } from "./core/catalogue/match-films.ts";
export type { MatchedFilms, MatchFilmsOptions } from "./core/catalogue/match-films.ts";
export { movieOfId } from "./core/catalogue/movie-of-id.ts";
export type { Movie } from "./core/catalogue/movie.ts";
export { movieName } from "./core/catalogue/movie.ts";
export type { ParsedTitle } from "./core/catalogue/title.ts";
export { titleKey } from "./core/catalogue/title-key.ts";
export { parseTitle } from "./core/catalogue/title.ts";
export {
  AbortedError,
  CheckpointError,
  DataError,
  DataSetError,
  DownloadError,
  ERROR_CODES,
  ModelFileError,
  RecommenderError,
  ServiceError,
  SparkError,
  StoreError,
  TrainingDivergedError,
  WriteError,
} from "./core/errors.ts";
export type {
  DataPlace,
  ErrorCode,
  RequestFault,
  ServiceAnswer,
  SparkFault,
  StopSignal,
  StoreFault,
} from "./core/errors.ts";
export type { SplitResult } from "./core/evaluate/evaluate-split.ts";
export type { AvoidFigures } from "./core/evaluate/avoid-figures.ts";
export {
  BOOTSTRAP_DEFAULTS,
  pairedBootstrap,
  pairedBootstrapOfMeans,
} from "./core/evaluate/bootstrap.ts";
export type {
  BootstrapOptions,
  PairedDifference,
  RmseDifference,
} from "./core/evaluate/bootstrap.ts";
export { EASE_DEFAULTS, learnEase } from "./core/evaluate/ease.ts";
export type { Ease, EaseOptions } from "./core/evaluate/ease.ts";
export { evaluateLists } from "./core/evaluate/evaluate-lists.ts";
export type { ListsResult, RankedLists } from "./core/evaluate/evaluate-lists.ts";
export { evaluatePeople } from "./core/evaluate/evaluate-people.ts";
export type { PeopleResult, TasteModel } from "./core/evaluate/evaluate-people.ts";
export { leaveOutPeople } from "./core/evaluate/left-out-people.ts";
export type { LeftOutPeople, LeftOutPerson, PeopleDraw } from "./core/evaluate/left-out-people.ts";
export { listFigures } from "./core/evaluate/list-metrics.ts";
export type { ListFigures } from "./core/evaluate/list-metrics.ts";
export type { FilmList, ListModel, ListTaste } from "./core/evaluate/list-model.ts";
export { meanAndSd, starErrors } from "./core/evaluate/metrics.ts";
export type { StarErrors } from "./core/evaluate/metrics.ts";
export { OWN_ACCURACY_DEFAULTS, ownAccuracy } from "./core/evaluate/own-accuracy.ts";
export type {
  OwnAccuracy,
  OwnAccuracyOptions,
  OwnAccuracyTold,
  OwnAccuracyUntold,
  OwnOrder,
  OwnRatingsUsed,
  OwnVerdict,
} from "./core/evaluate/own-accuracy.ts";
export type { OwnAccuracyModel } from "./core/evaluate/own-hidden.ts";
export {
  PROTOCOL_NAMES,
  protocolNamed,
  randomProtocol,
  randomSplits,
} from "./core/evaluate/protocols.ts";
export type {
  Fold,
  FoldProtocol,
  PeopleProtocol,
  Protocol,
  RandomProtocol,
  TimeProtocol,
} from "./core/evaluate/protocols.ts";
export type { PooledFigures } from "./core/evaluate/pooled-lists.ts";
export type { RankerName } from "./core/evaluate/rankers.ts";
export { FILM_MAP_DEFAULTS } from "./core/features/film-map.ts";
export type { FilmMap, FilmMapOptions } from "./core/features/film-map.ts";
export { HIDDEN_FEATURES_DEFAULTS } from "./core/features/hidden-features.ts";
export type {
  HiddenFeature,
  HiddenFeaturesOptions,
  Placed,
} from "./core/features/hidden-features.ts";
export type { FeatureMatch, Match } from "./core/features/match.ts";
export type { ProfileFeature } from "./core/features/profile.ts";
export { SIMILAR_DEFAULTS } from "./core/features/similar.ts";
export type { Neighbour, SimilarOptions } from "./core/features/similar.ts";
export { jsKernels } from "./core/kernels.ts";
export type { AlsCourse, AlsLoops, AlsSide } from "./core/als-kernels.ts";
export type {
  ChainDraw,
  ChainHalf,
  ChainLoops,
  ChainSide,
  PendingColumns,
  PendingRows,
} from "./core/chain-kernels.ts";
export type { Cells, Kernels, Side, Workspace } from "./core/kernels.ts";
export { sampleByGibbs } from "./core/learn/gibbs.ts";
export type { Probe, Sampled, SamplingContext, SweepReport } from "./core/learn/gibbs.ts";
export { ratersFit } from "./core/learn/parts.ts";
export { GIBBS_DEFAULTS } from "./core/learn/gibbs-options.ts";
export type { GibbsOptions, GibbsSettings, Likelihood } from "./core/learn/gibbs-options.ts";
export type { ChainsState, ProbePairs } from "./core/learn/chains.ts";
export type { FilmSums } from "./core/learn/posterior-films.ts";
export type { PartState, PartSums } from "./core/learn/part-run.ts";
export type { RaterModelState } from "./core/learn/rater-model.ts";
export type { AdamStep, RaterBuffers, RaterLoops } from "./core/rater-kernels.ts";
export type { PosteriorPredictions } from "./core/learn/parts.ts";
export { learnByGradientDescent } from "./core/learn/gradient-descent.ts";
export type { LearnContext } from "./core/learn/descent-steps.ts";
export { learnByWeightedAls } from "./core/learn/weighted-als.ts";
export type { AlsReport } from "./core/learn/weighted-als.ts";
export { WEIGHTED_ALS_DEFAULTS } from "./core/learn/weighted-als-options.ts";
export type { WeightedAlsOptions } from "./core/learn/weighted-als-options.ts";
export { GRADIENT_DESCENT_DEFAULTS } from "./core/learn/gradient-descent-options.ts";
export type { GradientDescentOptions } from "./core/learn/gradient-descent-options.ts";
export type {
  EpochReport,
  FeaturesSoFar,
  Learned,
  PicksHead,
  StarsHead,
  StopReason,
} from "./core/learn/learning.ts";
export { MODEL_FILE_DEFAULTS, PRECISIONS } from "./core/model/model-file-options.ts";
export type { ModelFileOptions, Precision } from "./core/model/model-file-options.ts";
export { MOST_MODEL_BYTES, modelBytes } from "./core/model/model-bytes.ts";
export { Model } from "./core/model/model.ts";
export type { ModelParts, Provenance } from "./core/model/model-parts.ts";
export { Random } from "./core/random.ts";
export { IdMap } from "./core/ratings/id-map.ts";
export type { Id } from "./core/ratings/id-map.ts";
export { HALF_STARS, WHOLE_STARS } from "./core/ratings/rating-scale.ts";
export type { RatingScale } from "./core/ratings/rating-scale.ts";
export { Ratings } from "./core/ratings/ratings.ts";
export type { RatingColumns, RatingRow } from "./core/ratings/ratings.ts";
export type { SparseRows } from "./core/ratings/sparse-rows.ts";
export { splitAtRandom, splitByTime } from "./core/ratings/split.ts";
export type { Split } from "./core/ratings/split.ts";
export { SYNTHESIS_DEFAULTS, synthesize } from "./core/synthesis/synthesize.ts";
export type { SynthesisOptions } from "./core/synthesis/synthesize.ts";
export type { FilmSide } from "./core/taste/film-side.ts";
export type { OwnRating } from "./core/taste/fold-in.ts";
export type { Left } from "./core/taste/candidates.ts";
export type { Mark, Marks, MarksByRow } from "./core/taste/own-films.ts";
export { NEXT_TO_RATE_DEFAULTS, nextToRate } from "./core/taste/next-to-rate.ts";
export type { NextToRateOptions } from "./core/taste/next-to-rate.ts";
export { picksOfAll } from "./core/taste/picks-of-all.ts";
export type { PersonPicks } from "./core/taste/picks-of-all.ts";
export { PICKS_DEFAULTS } from "./core/taste/picks-options.ts";
export type { FilmFilters, PicksOptions, PicksSettings } from "./core/taste/picks-options.ts";
export type { Explanation, Pick, Prediction, Reason } from "./core/taste/prediction.ts";
export { sureness } from "./core/taste/sureness.ts";
export { Taste } from "./core/taste/taste.ts";
export type { PersonRating, TasteParts } from "./core/taste/taste.ts";
export { leftForAll, together } from "./core/taste/together.ts";
export type { SharedPick } from "./core/taste/together.ts";
export type { ByteBlob, ByteReader } from "./io/byte-reader.ts";
export type { DataFiles } from "./io/data-files.ts";
export type { ExportContent } from "./io/exports/export-content.ts";
export type { ExportColumns } from "./io/exports/named-table.ts";
export type {
  ExportedFilm,
  ExportedRating,
  ExportScale,
  LeftOutRows,
  PersonExport,
  RowFault,
} from "./io/exports/person-export.ts";
export { readExport } from "./io/exports/read-export.ts";
export type { ReadExportOptions } from "./io/exports/read-export.ts";
export { memoryFiles } from "./io/memory-files.ts";
export type { MemoryFilesOptions } from "./io/memory-files.ts";
export { loadFold, loadMovieLens } from "./io/movielens.ts";
export type { LoadMovieLensOptions } from "./io/movielens.ts";
export { zipFiles } from "./io/zip-files.ts";
export type { ZipFiles, ZipLimits } from "./io/zip-files.ts";
export { fastestKernels, wasmKernels } from "./kernels/wasm-kernels.ts";
export { webThreads } from "./parallel/web-threads.ts";
export type { Thread, ThreadListener, Threads } from "./parallel/threads.ts";
export { METHODS } from "./methods.ts";
export type {
  AlsOptions,
  BayesianOptions,
  DescentOptions,
  Method,
  TrainOptions,
} from "./methods.ts";
export { evaluate, train } from "./train.ts";
export type { SamplingCheckpoint, TrainContext } from "./train.ts";

makeListsWith(fastestListKernels);
