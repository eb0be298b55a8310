import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportOptions } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { Refusal } from "~/shared/ui/Refusal";
import { upload } from "../api/upload";
import { refusalOf, sizeText } from "../model/file";
import { DropFile } from "./DropFile";
import { type Options, OptionsForm, USUAL } from "./OptionsForm";

/** The first step: a file, and how it is meant. It is sent and planned; nothing is written. */
export function BeginImport({ onBegun }: { onBegun: (id: string) => void }) {
  const { t, i18n } = useTranslation();
  const [file, setFile] = useState<File>();
  const [options, setOptions] = useState<Options>(USUAL);
  const [sent, setSent] = useState(0);
  const sending = useRef<AbortController>(undefined);
  const client = useQueryClient();
  // Who leaves stops what is not yet there: a part of a file is of no use.
  useEffect(() => () => sending.current?.abort(), []);
  const send = useMutation({
    mutationFn: (chosen: File) => {
      sending.current = new AbortController();
      return upload(chosen, asInput(options), setSent, sending.current.signal);
    },
    onSuccess: (id) => {
      void client.invalidateQueries({ queryKey: keys.imports });
      onBegun(id);
    },
  });
  const refusal = file && refusalOf(file);
  const share = file ? Math.min(100, (100 * sent) / Math.max(1, file.size)) : 0;
  const size = (bytes: number) => sizeText(bytes, i18n.language);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("bulk.lead")}
      </Text>
      <DropFile
        file={file}
        disabled={send.isPending}
        error={refusal && t(`bulk.refused.${refusal}`)}
        onFile={(chosen) => {
          send.reset();
          setSent(0);
          setFile(chosen);
        }}
      />
      <OptionsForm value={options} disabled={send.isPending} onChange={setOptions} />
      {send.error && (
        <Alert color="red" role="alert" title={t("bulk.notSent")}>
          <Refusal error={send.error} />
        </Alert>
      )}
      {send.isPending && file && (
        <Stack gap={4}>
          <Progress value={share} aria-label={t("bulk.sending")} />
          <Text size="sm" role="status">
            {sent >= file.size ? t("bulk.sent") : t("bulk.sentSoFar", { sent: size(sent), size: size(file.size) })}
          </Text>
        </Stack>
      )}
      <Group>
        {send.isPending ? (
          <Button variant="default" onClick={() => sending.current?.abort()}>
            {t("cancel")}
          </Button>
        ) : (
          <Button disabled={!file || refusal !== undefined} onClick={() => file && send.mutate(file)}>
            {t("bulk.check")}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {t("bulk.checkText")}
        </Text>
      </Group>
    </Stack>
  );
}

function asInput({ onExisting, wholeTruthFor, keepClaims, message }: Options): ImportOptions {
  return {
    onExisting,
    execute: false,
    keepClaims,
    waitSeconds: 0,
    ...(wholeTruthFor && { wholeTruthFor }),
    ...(message.trim() && { message: message.trim() }),
  };
}
