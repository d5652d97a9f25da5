{# Whether an instant falls into a row of int_regions__local_spans joined as local_spans: it begins with
   its first instant, and its end belongs to the next. #}
{% macro in_local_span(instant) -%}
    {{ instant }} >= local_spans.starts_at and {{ instant }} < local_spans.ends_at
{%- endmacro %}
