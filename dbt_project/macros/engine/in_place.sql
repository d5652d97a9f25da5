{# Tables and views are replaced where they stand, with their descriptions, in one transaction. dbt's
   own way builds a second one beside the first, renames both, drops the first and looks for what
   could be left of each: half of the time of a small build. The project has no hooks and no grants. #}

{% materialization table, adapter="duckdb" %}
  {{ return(replaced_in_place(this.incorporate(type="table"))) }}
{% endmaterialization %}

{% materialization view, adapter="duckdb" %}
  {{ return(replaced_in_place(this.incorporate(type="view"))) }}
{% endmaterialization %}

{% macro replaced_in_place(target) %}
  {%- set existing = load_cached_relation(target) -%}
  {% call statement("main") -%}
    {% if existing is not none -%}
      drop {{ existing.type }} if exists {{ existing }};
    {% endif -%}
    {% if target.is_table -%}
      {{ create_table_as(False, target, sql) }}
    {%- else -%}
      {{ create_view_as(target, sql) }}
    {%- endif %}
    {{ descriptions(target) }}
  {%- endcall %}
  {{ adapter.commit() }}
  {{ return({"relations": [target]}) }}
{% endmacro %}

{% macro descriptions(target) -%}
  {% if config.persist_relation_docs() and model.description -%}
    {{ alter_relation_comment(target, model.description) }}
  {%- endif %}
  {%- if config.persist_column_docs() -%}
    {% for column in model.columns.values() if column.description -%}
      comment on column {{ target }}.{{ adapter.quote(column.name) }}
      is {{ duckdb_escape_comment(column.description) }};
    {% endfor -%}
  {%- endif %}
{%- endmacro %}
