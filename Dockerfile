# syntax=docker/dockerfile:1
# The image of Ariadne: the pages and the binary are built, and the binary alone is kept.
#
#   docker build --tag ariadne .
#
# Debian 12 in every stage, so that the binary meets the C library that it was linked with.

FROM node:22-bookworm-slim AS web
WORKDIR /src/web/graphiql
COPY web/graphiql/package.json web/graphiql/package-lock.json web/graphiql/.npmrc ./
RUN npm ci --ignore-scripts
COPY web/graphiql ./
RUN npm run build
WORKDIR /src/web/app
COPY web/app/package.json web/app/package-lock.json web/app/.npmrc ./
RUN npm ci --ignore-scripts
COPY web/app ./
RUN npm run build

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY crates ./crates
COPY migrations ./migrations
COPY tests ./tests
COPY web/entrance ./web/entrance
COPY --from=web /src/web/graphiql/dist ./web/graphiql/dist
COPY --from=web /src/web/app/dist ./web/app/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package ariadne-server \
    && cp target/release/ariadne /ariadne
# the folders of the data and of a key that servers share, for the user of the last stage
RUN mkdir /data /key && chmod 0700 /data /key

# No shell, no package manager; the user has the number 65532.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /ariadne /usr/local/bin/ariadne
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build --chown=65532:65532 /key /key
ENV ARIADNE_DATA_DIR=/data \
    ARIADNE_LISTEN=0.0.0.0:8080
USER 65532:65532
VOLUME ["/data"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
    CMD ["/usr/local/bin/ariadne", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/ariadne"]
CMD ["serve"]
