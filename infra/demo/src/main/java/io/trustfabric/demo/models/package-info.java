/// Two small models that say which account a document belongs to, and the accountant that answers
/// with the help of one of them. They are trained here and now, and are as good as they are.
package io.trustfabric.demo.models;
