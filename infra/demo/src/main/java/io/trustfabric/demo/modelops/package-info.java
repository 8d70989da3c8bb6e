/// The life of the two models: registered, measured, moved on, watched for drift.
package io.trustfabric.demo.modelops;
