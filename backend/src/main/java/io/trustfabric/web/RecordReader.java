package io.trustfabric.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/// Reads the bodies of requests: records, checked by {@link Bodies}, and merge patches. What is
/// certainly a secret in one is told, and refused only where {@link NotASecret} says so.
@Provider
@Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
public class RecordReader implements MessageBodyReader<Object> {

  private final Bodies bodies;
  private final SecretSightings secrets;

  RecordReader(Bodies bodies, SecretSightings secrets) {
    this.bodies = bodies;
    this.secrets = secrets;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord() || type == MergePatch.class;
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    var tree = bodies.tree(body);
    secrets.lookThrough(tree);
    return type == (Class<?>) MergePatch.class
        ? new MergePatch(tree, bodies)
        : bodies.bind(tree, genericType);
  }
}
