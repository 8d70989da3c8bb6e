/// The model registry as clients of MLflow know it: the same models and versions, under the same
/// rules, in MLflow's words.
package io.trustfabric.modelops.mlflow;
