# syntax=docker/dockerfile:1
# Tablewright as one binary in a small image: `docker build -t tablewright .`, then
# `docker run -p 3000:3000 -v tablewright:/data tablewright` and open the link that it prints.

FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
# wasm-opt and esbuild come from npm and make the browser bundle small.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# The build folder is a cache, not a layer; so the binary leaves it in the same step.
ENV CI=true
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask site --release \
 && install -D target/release/tablewright /out/tablewright

FROM debian:bookworm-slim
# The certificates are for AWS; the server itself needs nothing but libc.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin tablewright \
 && install -d -o tablewright -g tablewright -m 0700 /data
COPY --from=build /out/tablewright /usr/local/bin/tablewright
USER tablewright
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["tablewright", "healthcheck", "--listen", "127.0.0.1:3000"]
ENTRYPOINT ["tablewright"]
CMD ["serve", "--listen", "0.0.0.0:3000", "--data", "/data"]
